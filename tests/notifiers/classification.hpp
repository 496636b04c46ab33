#pragma once

#include "notifiers/delivery.hpp"

#include "source_dir.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

/// One line of tests/notifiers/classification.tsv.
struct Classified {
    std::string kind;
    std::string phase;
    int first = 0;
    int last = 0;
    std::string body;
    notifiers::Delivery::Outcome means = notifiers::Delivery::Outcome::retry;
    std::string why;

    std::string told() const { return kind + " " + phase + " " + std::to_string(first) + " " + body + ": " + why; }
};

inline int code_in(const std::string& text) {
    int code = -1;
    std::from_chars(text.data(), text.data() + text.size(), code);
    return code;
}

inline notifiers::Delivery::Outcome outcome_in(const std::string& word) {
    using Outcome = notifiers::Delivery::Outcome;
    if (word == "sent") return Outcome::sent;
    if (word == "retry") return Outcome::retry;
    if (word == "rejected") return Outcome::rejected;
    throw std::runtime_error("classification.tsv: " + word + " is no meaning");
}

inline std::vector<Classified> classification() {
    std::ifstream file(DONDOC_SOURCE_DIR "/tests/notifiers/classification.tsv");
    std::vector<Classified> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> cells(1);
        for (const char c : line) {
            if (c == '\t') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        if (cells.size() != 6) throw std::runtime_error("classification.tsv: " + line);
        const auto dash = cells[2].find('-');
        const int first = code_in(cells[2]);
        const int last = dash == std::string::npos ? first : code_in(cells[2].substr(dash + 1));
        rows.push_back({cells[0], cells[1], first, last, cells[3], outcome_in(cells[4]), cells[5]});
    }
    if (rows.empty()) throw std::runtime_error("classification.tsv is missing or empty");
    return rows;
}
