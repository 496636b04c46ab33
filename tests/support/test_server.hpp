#pragma once

#include "source_dir.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

/// A self-made certificate for localhost and 127.0.0.1, and its key.
class Certificate {
public:
    Certificate() {
        ChildProcess openssl({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                              "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                              "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key(), "-out", file(), "-batch"});
        if (openssl.wait() != 0) throw std::runtime_error("openssl made no certificate");
    }
    std::string file() const { return (folder_ / "certificate.pem").string(); }
    std::string key() const { return (folder_ / "key.pem").string(); }

private:
    TemporaryFolder folder_;
};

/// One of the servers of this folder: smtp_server.py or http_sink.py (see their --help), with its log.
class TestServer {
public:
    TestServer(const std::string& script, std::vector<std::string> options)
        : process_(command(script, std::move(options))) {
        const auto line = process_.read_line();
        if (!line || !line->starts_with("listening ")) throw std::runtime_error(script + " did not start");
        port_ = line->substr(10);
    }

    const std::string& port() const { return port_; }
    ChildProcess& process() { return process_; }

    /// All log entries, or those whose "event" is `event`.
    std::vector<boost::json::object> log(const std::string& event = {}) const {
        std::vector<boost::json::object> entries;
        std::ifstream file(folder_ / "log");
        for (std::string line; std::getline(file, line);) {
            auto entry = boost::json::parse(line).as_object();
            if (event.empty() || entry.at("event").as_string() == event) entries.push_back(std::move(entry));
        }
        return entries;
    }

private:
    std::vector<std::string> command(const std::string& script, std::vector<std::string> options) const {
        std::vector<std::string> words{"/usr/bin/python3", DONDOC_SOURCE_DIR "/tests/support/" + script, "--log",
                                       (folder_ / "log").string()};
        words.insert(words.end(), options.begin(), options.end());
        return words;
    }

    TemporaryFolder folder_;
    ChildProcess process_;
    std::string port_;
};

}  // namespace support
