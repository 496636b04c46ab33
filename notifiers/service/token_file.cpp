#include "notifiers/service/token_file.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace notifiers::service {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

tl::unexpected<std::string> failed(std::string_view what, const std::string& path) {
    return tl::unexpected(fmt::format("{} {}: {}", what, path, std::strerror(errno)));
}

std::string text_of(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool sync_folder_of(const std::string& path) {
    const std::string folder = fs::absolute(path).parent_path().string();
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool good = ::fsync(fd) == 0;
    ::close(fd);
    return good;
}

}  // namespace

tl::expected<std::optional<TokenPair>, std::string> TokenFile::load() const {
    std::error_code error;
    if (!fs::exists(path_, error)) return std::optional<TokenPair>();
    std::ifstream file(path_, std::ios::binary);
    if (!file) return failed("cannot read", path_);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    boost::system::error_code no_json;
    const json::value root = json::parse(text, no_json);
    if (no_json || !root.is_object()) return tl::unexpected(fmt::format("{} holds no pair of tokens", path_));
    const json::object& object = root.get_object();
    const json::value* renewing = object.if_contains("renewing");
    return TokenPair{.access = text_of(object, "access_token"),
                     .refresh = text_of(object, "refresh_token"),
                     .seed = text_of(object, "seed"),
                     .renewing = renewing != nullptr && *renewing == json::value(true)};
}

tl::expected<void, std::string> TokenFile::save(const TokenPair& pair) const {
    const std::string text = json::serialize(json::object{{"access_token", pair.access},
                                                          {"refresh_token", pair.refresh},
                                                          {"seed", pair.seed},
                                                          {"renewing", pair.renewing}});
    const std::string fresh = path_ + ".new";
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return failed("cannot write", fresh);
    const bool written = write_all(fd, text + "\n") && ::fsync(fd) == 0;
    const int trouble = errno;
    const bool closed = ::close(fd) == 0;
    if (!written || !closed) {
        errno = written ? errno : trouble;
        return failed("cannot write", fresh);
    }
    if (::rename(fresh.c_str(), path_.c_str()) != 0 || !sync_folder_of(path_)) return failed("cannot write", path_);
    return {};
}

TokenFile::Lock::Lock(const TokenFile& file) {
    const std::string path = file.path() + ".lock";
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    held_ = fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
}

TokenFile::Lock::~Lock() {
    if (fd_ >= 0) ::close(fd_);
}

std::string fingerprint(const std::string& token) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       nullptr, 0);
    std::array<char, 2 * hash.size() + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

}  // namespace notifiers::service
