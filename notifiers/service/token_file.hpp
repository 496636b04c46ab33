#pragma once

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace notifiers::service {

/// An access token and the single-use refresh token that makes the next pair.
struct TokenPair {
    std::string access;
    std::string refresh;
    std::string seed;       ///< fingerprint of the refresh token that an admin gave, from which this pair descends
    bool renewing = false;  ///< a new pair was asked for; whether it was given out is not known yet

    friend bool operator==(const TokenPair&, const TokenPair&) = default;
};

/// Where the newest pair of one account lives, for its owner only. Written whole to another file, brought to disk and
/// renamed, so that whatever happens there is the old pair or the new one.
class TokenFile {
public:
    explicit TokenFile(std::string path) : path_(std::move(path)) {}

    /// Nothing where there is none yet; the error says what is wrong with it, without its content.
    tl::expected<std::optional<TokenPair>, std::string> load() const;
    tl::expected<void, std::string> save(const TokenPair& pair) const;

    /// Held while a pair is renewed: channels of one account share the file.
    class Lock {
    public:
        explicit Lock(const TokenFile& file);
        ~Lock();
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;
        bool held() const { return held_; }

    private:
        int fd_ = -1;
        bool held_ = false;
    };

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// Tells two tokens apart without keeping either.
std::string fingerprint(const std::string& token);

}  // namespace notifiers::service
