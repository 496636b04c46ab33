#include "notifiers/bounce/maildir.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace notifiers::bounce {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_mails = 200;
constexpr std::size_t most_bytes = 256 * 1024;

std::string beginning_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(most_bytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

std::vector<fs::path> new_mails(const fs::path& folder, std::error_code& error) {
    std::vector<fs::path> mails;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (mails.size() >= most_mails) break;
        if (at->is_regular_file() && !at->path().filename().string().starts_with('.')) mails.push_back(at->path());
    }
    return mails;
}

}  // namespace

std::string read_maildir(const std::string& path, const std::function<void(const Report&)>& keep) {
    std::error_code error;
    const auto mails = new_mails(fs::path(path) / "new", error);
    if (error) return fmt::format("the maildir of bounces, {}, cannot be read: {}", path, error.message());
    for (const fs::path& mail : mails) {
        const auto report = read_report(beginning_of(mail));
        if (report) keep(*report);
        const std::string name = mail.filename().string();
        const std::string plain = name.substr(0, name.find(":2,"));
        fs::rename(mail, fs::path(path) / "cur" / (plain + (report ? ":2,S" : ":2,")), error);
        if (error) return fmt::format("a mail of {} cannot be moved to cur: {}", path, error.message());
    }
    return {};
}

}  // namespace notifiers::bounce
