#include "daemon/config/named_files.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <fstream>

namespace dondoc::config {

namespace {

constexpr const char* as_seen_here =
    "; dondocd sẽ không khởi động nếu nó cũng thấy như vậy và systemd không đưa tệp này (LoadCredential) (the daemon "
    "will not "
    "start if it sees the same and systemd passes no such credential)";

language::Problem doubt(const rules::model::SourcePlace& place, const std::string& name, const std::string& what) {
    return {.level = language::Problem::Level::warning,
            .place = place,
            .length = 0,
            .message = fmt::format("{}: {}{}", name, what, as_seen_here),
            .line = {}};
}

bool is_readable_file(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && std::ifstream(path);
}

void check_secret(const rules::model::SourcePlace& place, const std::string& name, const std::string& path,
                  Problems& doubts) {
    if (const auto wrong = wrong_secret_file(path, false)) doubts.push_back(doubt(place, name, *wrong));
}

/// Of settings that name files which may be read by anybody.
void check_settings(const std::map<std::string, std::string>& settings, const rules::model::SourcePlace& place,
                    const std::string& whose, Problems& doubts) {
    for (const char* name : {"ca_file", "oauth2_token"}) {
        const auto found = settings.find(name);
        if (found == settings.end() || found->second.empty() || is_readable_file(found->second)) continue;
        doubts.push_back(doubt(place, fmt::format("{}: {}", whose, name),
                               fmt::format("không có hoặc không đọc được {} (missing or unreadable)", found->second)));
    }
}

}  // namespace

std::optional<std::string> wrong_secret_file(const std::string& path, bool from_manager) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return fmt::format("không có tệp {} (missing secret file)", path);
    if (!S_ISREG(info.st_mode)) return fmt::format("{} không phải là tệp thường (not a regular file)", path);
    if (!from_manager && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fmt::format("{} đọc được bởi người khác; chạy: chmod 600 {} (readable by others)", path, path);
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open() || file.peek() == std::ifstream::traits_type::eof())
        return fmt::format("{} trống hoặc không đọc được (empty or unreadable)", path);
    return std::nullopt;
}

Problems doubts_about_named_files(const Config& config) {
    Problems doubts;
    const auto place = [&](int line) {
        return rules::model::SourcePlace{.path = config.path, .line = line, .column = 1};
    };
    for (const ChannelEntry& entry : config.channels) {
        for (const SecretFile& file : entry.secret_files)
            check_secret(file.place, file.name + "_file", file.path, doubts);
        check_settings(entry.config.settings, place(0), fmt::format("kênh '{}'", entry.config.id), doubts);
    }
    if (config.answers && !config.answers->key_file.empty())
        check_secret(place(config.answers->line), "answers: key_file", config.answers->key_file, doubts);
    check_settings(config.routine.heartbeat.settings, config.routine.heartbeat.place, "heartbeat", doubts);
    return doubts;
}

}  // namespace dondoc::config
