#include "daemon/config/answers_section.hpp"
#include "daemon/config/config.hpp"
#include "daemon/config/named_files.hpp"
#include "daemon/config/official_calendars.hpp"
#include "daemon/config/source_files.hpp"
#include "daemon/outbox/chat.hpp"
#include "daemon/outbox/template_check.hpp"
#include "daemon/outbox/templates.hpp"
#include "notifiers/service.hpp"
#include "rules/model/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dondoc::config {

namespace fs = std::filesystem;

namespace {

/// As people would write it from where they are: relative where that is shorter.
std::string shown(const std::string& path) {
    std::error_code error;
    const std::string near = fs::proximate(path, error).string();
    return !error && near.size() < path.size() ? near : path;
}

/// Templates that a site may have of its own: those that are part of the program, and texts for one service.
std::vector<std::string> template_names() {
    std::vector<std::string> names;
    for (const auto& [name, builtin] : outbox::builtin_templates()) names.push_back(name);
    for (const auto& [file, text] : notifiers::embedded_services()) {
        const std::string service(file.substr(0, file.find('/')));
        for (const char* locale : {"vi", "en"}) {
            for (const char* name : {"digest", "line", "dead_letter", "notice"})
                names.push_back(fmt::format("{}/{}/{}.chat.mustache", service, locale, name));
        }
    }
    return names;
}

/// What is broken is an error, though not one that stops anything: the built-in template takes its place.
language::Problem problem_of(const outbox::TemplateFault& fault, const std::string& path, std::string_view text) {
    for (std::size_t line = 1; line < fault.line; ++line) text.remove_prefix(text.find('\n') + 1);
    using Level = language::Problem::Level;
    const std::string message =
        fault.broken
            ? fmt::format(
                  "mẫu thông báo hỏng: {}; dùng mẫu có sẵn thay thế (broken template, the built-in one is used)",
                  fault.message)
            : fault.message;
    return {.level = fault.broken ? Level::error : Level::warning,
            .place = {.path = path, .line = static_cast<int>(fault.line), .column = static_cast<int>(fault.column)},
            .length = static_cast<int>(fault.length),
            .message = message,
            .line = std::string(text.substr(0, text.find('\n')))};
}

/// A file that no message would ever be made with: a slip in its name.
void find_strangers(const std::string& directory, const std::vector<std::string>& names, Problems& problems) {
    std::error_code error;
    for (fs::recursive_directory_iterator file(directory, error), end; !error && file != end; file.increment(error)) {
        if (file->path().extension() != ".mustache") continue;
        const std::string name = file->path().lexically_relative(directory).generic_string();
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        rules::model::Nearest nearest(name);
        for (const std::string& known : names) nearest.offer(known);
        const std::string best = nearest.take();
        const std::string message =
            best.empty()
                ? "không có mẫu nào tên như vậy, tệp này không được dùng (no template has this name)"
                : fmt::format(
                      "không có mẫu nào tên như vậy, có phải {0}? (no template has this name, did you mean {0}?)",
                      best);
        problems.push_back({.level = language::Problem::Level::warning,
                            .place = {.path = shown(file->path().string()), .line = 1, .column = 1},
                            .length = 0,
                            .message = message,
                            .line = {}});
    }
}

void read_templates(const std::string& directory, outbox::Templates& templates, Problems& problems) {
    if (directory.empty()) return;
    const auto names = template_names();
    find_strangers(directory, names, problems);
    for (const std::string& name : names) {
        const std::string path = directory + "/" + name;
        if (!fs::exists(path)) continue;
        auto file = read_source(path);
        if (!file) {
            problems.push_back(file.error());
            continue;
        }
        bool broken = false;
        for (const auto& fault : outbox::template_faults(name, file->text)) {
            problems.push_back(problem_of(fault, shown(path), file->text));
            broken = broken || fault.broken;
        }
        if (!broken) templates[name] = std::move(file->text);
    }
}

/// How each channel of a messaging service wants its texts: the site's service.json, or the built-in one.
void read_services(Config& config, outbox::ChatForms& chats, Problems& problems) {
    for (ChannelEntry& channel : config.channels) {
        const std::string_view builtin = notifiers::builtin_service(channel.config.kind);
        if (builtin.empty()) continue;
        const std::string path = fmt::format("{}/{}/service.json", config.templates_dir, channel.config.kind);
        if (!config.templates_dir.empty() && fs::exists(path)) {
            auto file = read_source(path);
            if (!file) {
                problems.push_back(file.error());
                continue;
            }
            channel.config.service = std::move(file->text);
        }
        auto service = notifiers::parse_service(
            channel.config.kind, channel.config.service.empty() ? builtin : std::string_view(channel.config.service));
        if (service) {
            chats[channel.config.id] = {std::move(*service), channel.config.settings};
            continue;
        }
        problems.push_back({.level = language::Problem::Level::error,
                            .place = {.path = shown(path), .line = 1, .column = 1},
                            .length = 0,
                            .message = fmt::format("mô tả dịch vụ sai (wrong service file): {}", service.error()),
                            .line = {}});
    }
}

/// Somebody must be there to be told.
void check_addressee(const std::string& to, const rules::model::SourcePlace& place,
                     const rules::model::UnitDirectory& units, Problems& problems) {
    const bool role = to == "planning-office" || to == "leadership";
    const bool there = to == "planning-office" ? units.planning_office().has_value()
                       : to == "leadership"    ? units.leadership().has_value()
                                               : units.find(to).has_value();
    if (to.empty() || there) return;
    problems.push_back({.level = role ? language::Problem::Level::warning : language::Problem::Level::error,
                        .place = place,
                        .length = 0,
                        .message = fmt::format("to: không có đơn vị '{0}' trong units.yaml{1} (no unit '{0}')", to,
                                               role ? " giữ vai trò này; sẽ không ai nhận được" : ""),
                        .line = {}});
}

void check_routine(const Routine& routine, const rules::model::UnitDirectory& units, Problems& problems) {
    check_addressee(routine.heartbeat.to, routine.heartbeat.place, units, problems);
    for (const SummaryRule& rule : routine.summaries) check_addressee(rule.to, rule.place, units, problems);
}

/// systemd names a credential as the unit says, or FOLDER_FILE where the unit loads a whole folder; empty: there is none.
std::string find_credential(const SecretFile& secret, const std::string& credentials_dir) {
    if (credentials_dir.empty()) return {};
    const fs::path path(secret.path);
    const std::string name = path.filename().string();
    for (const std::string& credential : {name, path.parent_path().filename().string() + "_" + name}) {
        if (const fs::path file = fs::path(credentials_dir) / credential; fs::exists(file)) return file.string();
    }
    return {};
}

tl::expected<std::string, std::string> read_secret(const SecretFile& secret, const std::string& credentials_dir) {
    const std::string where = fmt::format("{}:{}: {}_file", secret.place.path, secret.place.line, secret.name);
    const std::string credential = find_credential(secret, credentials_dir);
    const bool from_manager = !credential.empty();
    const std::string& path = from_manager ? credential : secret.path;
    if (const auto wrong = wrong_secret_file(path, from_manager))
        return tl::unexpected(fmt::format("{}: {}", where, *wrong));
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    if (text.empty())
        return tl::unexpected(fmt::format("{}: {} trống hoặc không đọc được (empty or unreadable)", where, path));
    return text;
}

std::string made_key_file(const Config& config) {
    return config.state_dir + "/answers.key";
}

}  // namespace

tl::expected<SiteFiles, Problems> read_site(const std::string& config_path, const std::string& rules_dir) {
    const std::string path = fs::absolute(config_path).lexically_normal().string();
    auto file = read_source(path);
    if (!file) return tl::unexpected(Problems{file.error()});
    auto config = parse_config(*file, fs::path(path).parent_path().string());
    if (!config) return tl::unexpected(std::move(config.error()));
    if (!rules_dir.empty()) config->rules_dir = rules_dir;

    SiteFiles files;
    if (auto units = read_source(config->units_file)) {
        files.sources.units = std::move(*units);
    } else {
        files.problems.push_back(units.error());
    }
    files.sources.rules = read_sources(rule_files(config->rules_dir, files.problems), files.problems);
    files.sources.calendars = read_sources(rule_files(config->calendars_dir, files.problems), files.problems);
    read_templates(config->templates_dir, files.templates, files.template_problems);
    read_services(*config, files.chats, files.problems);
    files.config = std::move(*config);
    return files;
}

tl::expected<std::shared_ptr<const Site>, Problems> make_site(SiteFiles files,
                                                              std::optional<std::chrono::sys_seconds> now) {
    language::Sources& sources = files.sources;
    Problems& problems = files.problems;
    if (sources.units.path.empty()) return tl::unexpected(std::move(problems));
    sources.official_calendars = official_calendars();
    sources.channels.emplace();
    for (const auto& [id, kind] : files.config.channel_kinds()) sources.channels->push_back(id);
    if (now) sources.today = rules::dates::date_of(files.config.local(*now));
    auto loaded = language::load(sources);
    problems.insert(problems.end(), loaded.problems.begin(), loaded.problems.end());
    if (loaded.book) check_routine(files.config.routine, loaded.book->units, problems);
    if (auto doubt = doubt_about_answers(files.config)) problems.push_back(std::move(*doubt));
    const bool bad = std::any_of(problems.begin(), problems.end(),
                                 [](const auto& problem) { return problem.level == language::Problem::Level::error; });
    if (bad || !loaded.book) {
        problems.insert(problems.end(), files.template_problems.begin(), files.template_problems.end());
        return tl::unexpected(std::move(problems));
    }
    return std::make_shared<const Site>(Site{std::move(files.config), std::move(*loaded.book),
                                             std::move(files.templates), std::move(files.chats), std::move(problems),
                                             std::move(files.sources), std::move(files.template_problems)});
}

tl::expected<std::shared_ptr<const Site>, Problems> load_site(const std::string& config_path,
                                                              std::optional<std::chrono::sys_seconds> now,
                                                              const std::string& rules_dir) {
    auto files = read_site(config_path, rules_dir);
    if (!files) return tl::unexpected(std::move(files.error()));
    return make_site(std::move(*files), now);
}

tl::expected<std::vector<notifiers::ChannelConfig>, std::string> read_secrets(const Config& config,
                                                                              const std::string& credentials_dir) {
    std::vector<notifiers::ChannelConfig> channels;
    for (const ChannelEntry& entry : config.channels) {
        auto channel = entry.config;
        for (const SecretFile& file : entry.secret_files) {
            auto secret = read_secret(file, credentials_dir);
            if (!secret) return tl::unexpected(std::move(secret.error()));
            channel.secrets[file.name] = std::move(*secret);
        }
        channels.push_back(std::move(channel));
    }
    return channels;
}

tl::expected<std::optional<std::string>, std::string> read_answer_keys(const Config& config,
                                                                       const std::string& credentials_dir) {
    const std::string& named = config.answers->key_file;
    const SecretFile file{"answers: key",
                          named.empty() ? made_key_file(config) : named,
                          {.path = config.path, .line = config.answers->line}};
    std::error_code error;
    if (named.empty() && !fs::exists(file.path, error)) return std::nullopt;
    auto text = read_secret(file, named.empty() ? std::string() : credentials_dir);
    if (!text) return tl::unexpected(std::move(text.error()));
    return std::move(*text);
}

tl::expected<void, std::string> write_answer_keys(const Config& config, const std::string& text) {
    const std::string path = made_key_file(config);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const bool written =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (written) return {};
    return tl::unexpected(fmt::format("{}: không ghi được {} (cannot write it)", config.path, path));
}

tl::expected<void, std::string> make_state_dir(const Config& config) {
    std::error_code error;
    if (fs::is_directory(config.state_dir, error)) return {};
    fs::create_directories(config.state_dir, error);
    if (error) {
        return tl::unexpected(fmt::format("{}: state: không tạo được thư mục {}: {} (cannot make the state directory)",
                                          config.path, config.state_dir, error.message()));
    }
    fs::permissions(config.state_dir, fs::perms::owner_all, error);
    return {};
}

}  // namespace dondoc::config
