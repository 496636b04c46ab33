#include "notifiers/bounce/maildir.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <optional>

namespace notifiers::bounce {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_mails = 200;
constexpr std::size_t most_bytes = 256 * 1024;

std::optional<std::string> beginning_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(most_bytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

std::string MaildirReader::read(const std::function<void(const Report&)>& keep) {
    std::error_code error;
    const auto mails = new_mails(error);
    if (error) return fmt::format("the maildir of bounces, {}, cannot be read: {}", path_, error.message());
    std::string trouble;
    for (const std::string& name : mails) {
        const std::string problem = take(name, keep);
        if (problem.empty()) continue;
        left_.insert(name);
        if (trouble.empty()) trouble = fmt::format("a mail of {} is left aside: {}", path_, problem);
    }
    return trouble;
}

/// Those that are not left aside, some at a time.
std::vector<std::string> MaildirReader::new_mails(std::error_code& error) const {
    std::vector<std::string> mails;
    for (fs::directory_iterator at(fs::path(path_) / "new", error), end; !error && at != end; at.increment(error)) {
        if (mails.size() >= most_mails) break;
        std::error_code gone;
        std::string name = at->path().filename().string();
        if (at->is_regular_file(gone) && !name.starts_with('.') && !left_.contains(name))
            mails.push_back(std::move(name));
    }
    return mails;
}

/// What was wrong, or nothing.
std::string MaildirReader::take(const std::string& name, const std::function<void(const Report&)>& keep) const {
    const fs::path mail = fs::path(path_) / "new" / name;
    const auto text = beginning_of(mail);
    if (!text) return fmt::format("{} cannot be read", name);
    const auto report = read_report(*text);
    if (report) keep(*report);
    std::error_code error;
    const std::string plain = name.substr(0, name.find(":2,"));
    fs::rename(mail, fs::path(path_) / "cur" / (plain + (report ? ":2,S" : ":2,")), error);
    return error ? fmt::format("{} cannot be moved to cur: {}", name, error.message()) : std::string();
}

}  // namespace notifiers::bounce
