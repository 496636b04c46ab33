#include "daemon/config/config.hpp"
#include "daemon/config/answers_section.hpp"
#include "daemon/config/guard_section.hpp"
#include "daemon/config/routine_section.hpp"

#include "daemon/config/shapes.hpp"
#include "rules/language/nearest.hpp"
#include "rules/language/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <filesystem>

namespace dondoc::config {

namespace fs = std::filesystem;
using language::Fields;
using language::Node;
using language::read_bool;
using language::read_text;

namespace {

constexpr std::string_view secret_suffix = "_file";
constexpr std::string_view secret_here = "không viết bí mật ở đây";
constexpr int default_limit = 4;
constexpr int largest_limit = 256;

std::string absolute(const fs::path& base, const std::string& path) {
    return (base / path).lexically_normal().string();
}

bool is_domain(std::string_view text) {
    const auto allowed = [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '-'); };
    return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

/// The address of "Tên <a@b>" or of a bare "a@b"; empty where it is neither.
std::string_view address_of(std::string_view mailbox) {
    const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    if (std::any_of(mailbox.begin(), mailbox.end(), control)) return {};
    if (mailbox.ends_with('>')) mailbox = mailbox.substr(0, mailbox.size() - 1).substr(mailbox.rfind('<') + 1);
    const auto at = mailbox.rfind('@');
    const bool good = at != std::string_view::npos && at > 0 &&
                      mailbox.find_first_of(" <>,;\"") == std::string_view::npos && is_domain(mailbox.substr(at + 1));
    return good ? mailbox : std::string_view();
}

void read_listen(const Node& node, Config& config) {
    const auto text = read_text(node);
    if (!text) {
        config.listen = Listen{};
        return;
    }
    if (*text == "off") return;
    const auto colon = text->rfind(':');
    Listen listen;
    if (colon != std::string::npos) {
        listen.address = text->substr(0, colon);
        if (listen.address.starts_with('[') && listen.address.ends_with(']'))
            listen.address = listen.address.substr(1, listen.address.size() - 2);
        const char* end = text->data() + text->size();
        const auto [stop, error] = std::from_chars(text->data() + colon + 1, end, listen.port);
        if (error == std::errc{} && stop == end) {
            config.listen = listen;
            return;
        }
    }
    node.expected("địa chỉ và cổng như 127.0.0.1:8321, hoặc off", "an address and a port, or off");
}

void read_offset(const Node& node, Config& config) {
    const auto text = read_text(node);
    if (!text) return;
    const auto digit = [&](std::size_t i) { return (*text)[i] >= '0' && (*text)[i] <= '9'; };
    const bool shaped = text->size() == 6 && (text->front() == '+' || text->front() == '-') && (*text)[3] == ':' &&
                        digit(1) && digit(2) && digit(4) && digit(5);
    const int hours = shaped ? std::stoi(text->substr(1, 2)) : 99;
    const int minutes = shaped ? std::stoi(text->substr(4, 2)) : 99;
    if (hours > 14 || minutes > 59) {
        node.expected("độ lệch giờ như +07:00", "an offset from UTC like +07:00");
        return;
    }
    config.utc_offset = std::chrono::seconds{(hours * 3600 + minutes * 60) * (text->front() == '-' ? -1 : 1)};
}

void read_site(const Node& node, Config& config) {
    Fields site(node, shapes::site);
    if (!site.valid()) return;
    config.sender.site_name = read_text(site.required("name")).value_or("");
    const Node from = site.required("mail_from");
    config.sender.mail_from = read_text(from).value_or("");
    const std::string_view address = address_of(config.sender.mail_from);
    if (from.exists() && address.empty())
        from.expected("địa chỉ như Phòng Kế hoạch <don-doc@so.gov.vn>", "a mail address");
    const Node domain = site["domain"];
    config.sender.domain = read_text(domain).value_or(std::string(address.substr(address.rfind('@') + 1)));
    if (domain.exists() && !is_domain(config.sender.domain)) domain.expected("tên miền như so.gov.vn", "a domain name");
    read_offset(site["utc_offset"], config);
    site.reject_others();
}

bool is_secret(std::string_view key) {
    static constexpr std::array<std::string_view, 7> names{"password",   "secret",        "token",           "urls",
                                                           "secret_key", "refresh_token", "bounces_password"};
    return std::find(names.begin(), names.end(), key) != names.end();
}

/// "password_file" names the file of the secret "password".
bool names_secret(std::string_view key) {
    return key.ends_with(secret_suffix) && is_secret(key.substr(0, key.size() - secret_suffix.size()));
}

/// Files that a channel writes lie in the state directory, those it reads beside dondoc.yaml.
std::string setting_of(const std::string& key, const std::string& text, const fs::path& base, const Config& config) {
    if (key == "bounces" && text.find("://") != std::string::npos) return text;
    if (key == "path" || key == "tokens" || key == "bounces") return absolute(config.state_dir, text);
    return key == "ca_file" || key == "oauth2_token" ? absolute(base, text) : text;
}

std::vector<std::string_view> kinds_of_channels() {
    std::vector<std::string_view> kinds;
    for (const language::Shape* const shape : shapes::channels) kinds.push_back(shape->name);
    return kinds;
}

/// What the notifier would refuse when the daemon starts: a kind that there is not, settings that it lacks or does not know.
void check_settings(const Node& node, const std::string& kind) {
    const language::Shape* const shape = shapes::channel(kind);
    if (shape == nullptr) {
        Fields fields(node);
        (void)language::read_choice(fields["kind"], kinds_of_channels());
        return;
    }
    std::vector<std::string_view> known;
    for (const language::Key& key : shape->keys) {
        known.push_back(key.name);
        const auto& entries = node.value()->entries;
        const bool given =
            std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.key->text == key.name; });
        if (key.required && !given)
            node.error(fmt::format("kênh {1} thiếu khóa \"{0}\" (key \"{0}\" is missing)", key.name, kind));
    }
    for (const auto& entry : node.value()->entries) {
        const std::string& name = entry.key->text;
        if (shape->find(name) != nullptr || is_secret(name)) continue;
        const language::Suggestion hint = language::suggest(language::nearest(name, known));
        Node(node.tree(), entry.key, nullptr)
            .error(fmt::format("kênh {4} không có khóa \"{0}\"{1} (unknown key \"{0}\"{2}); các khóa ở đây: {3}", name,
                               hint.vi, hint.en, fmt::join(known, ", "), kind));
    }
}

/// "200k", "5M", "70000": bytes. 0 where it is none.
std::size_t parse_size(std::string_view text) {
    std::size_t size = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (failure != std::errc{} || size > 1'000'000'000 || (!unit.empty() && unit != "k" && unit != "M")) return 0;
    return unit.empty() ? size : size * (unit == "k" ? 1000 : 1'000'000);
}

/// What the outbox does with a channel; false where the key is the notifier's.
bool read_outbox_key(const std::string& key, const std::string& text, const Node& value, ChannelEntry& entry) {
    if (key == "rate") {
        entry.rate = outbox::parse_rate(text);
        if (!entry.rate) value.expected("nhịp gửi như 30/m, 5/s hoặc 200/h", "a rate such as 30/m");
    } else if (key == "max_size") {
        entry.max_size = parse_size(text);
        if (entry.max_size == 0) value.expected("cỡ như 200k hoặc 5M", "a size such as 200k");
    } else if (key == "fallback") {
        entry.fallback = text;
    } else {
        return false;
    }
    return true;
}

void read_channel(const Node& node, const fs::path& base, Config& config) {
    if (!node.is_map()) {
        node.expected("một kênh: {id, kind, ...}", "a channel");
        return;
    }
    ChannelEntry entry;
    for (const auto& pair : node.value()->entries) {
        const std::string& key = pair.key->text;
        const Node value(node.tree(), pair.value, pair.key);
        const auto text = read_text(value);
        if (!text) continue;
        if (key == "id") {
            entry.config.id = *text;
        } else if (key == "kind") {
            entry.config.kind = *text;
        } else if (is_secret(key)) {
            value.error(
                fmt::format("{1}; ghi vào một tệp riêng và nêu tên bằng {0}_file (keep the secret in a file "
                            "of its own and name it by {0}_file)",
                            key, secret_here));
        } else if (names_secret(key)) {
            entry.secret_files.push_back(
                {key.substr(0, key.size() - secret_suffix.size()), absolute(base, *text), value.place()});
        } else if (!read_outbox_key(key, *text, value, entry)) {
            entry.config.settings[key] = setting_of(key, *text, base, config);
        }
        if (key == "connections")
            entry.limit = static_cast<int>(language::read_int(value, 1, largest_limit).value_or(default_limit));
    }
    if (entry.config.id.empty()) node.error("kênh thiếu id (channel without id)");
    if (entry.config.kind.empty())
        node.error("kênh thiếu kind: smtp, webhook, maildir hoặc một dịch vụ nhắn tin (channel without kind)");
    else
        check_settings(node, entry.config.kind);
    const bool twice = std::any_of(config.channels.begin(), config.channels.end(),
                                   [&](const auto& other) { return other.config.id == entry.config.id; });
    if (twice) node.error(fmt::format("đã có kênh '{}' (channel defined twice)", entry.config.id));
    config.channels.push_back(std::move(entry));
}

/// Another channel that there is, and not one that leads back.
void check_fallbacks(const Node& channels, const Config& config) {
    const auto find = [&](const std::string& id) {
        return std::find_if(config.channels.begin(), config.channels.end(),
                            [&](const ChannelEntry& entry) { return entry.config.id == id; });
    };
    for (const ChannelEntry& entry : config.channels) {
        std::string next = entry.fallback;
        for (std::size_t steps = 0; !next.empty(); ++steps) {
            const auto found = find(next);
            if (found == config.channels.end() || steps > config.channels.size() || next == entry.config.id) {
                channels.error(
                    fmt::format("kênh '{}': fallback '{}' không có hoặc dẫn vòng lại (no such channel, or a circle)",
                                entry.config.id, next));
                break;
            }
            next = found->fallback;
        }
    }
}

void read_all(Fields& fields, const fs::path& base, Config& config) {
    read_site(fields.required("site"), config);
    config.state_dir = absolute(base, read_text(fields.required("state")).value_or("state"));
    config.rules_dir = absolute(base, read_text(fields["rules"]).value_or("rules.d"));
    config.units_file = absolute(base, read_text(fields["units"]).value_or("units.yaml"));
    config.calendars_dir = absolute(base, read_text(fields["calendars"]).value_or("calendars"));
    if (const auto templates = read_text(fields["templates"])) config.templates_dir = absolute(base, *templates);
    config.simulation = read_bool(fields["simulation"]).value_or(false);
    read_listen(fields["listen"], config);
    const Node channels = fields.required("channels");
    if (channels.exists() && !channels.is_list()) channels.expected("danh sách kênh", "a list of channels");
    for (const Node& channel : channels.items()) read_channel(channel, base, config);
    check_fallbacks(channels, config);
    config.admins = read_admins(fields["admins"], config.channel_kinds());
    read_guard(fields["guard"], config.guard);
    read_answers(fields["answers"], base, config);
    read_heartbeat(fields["heartbeat"], config.routine.heartbeat);
    if (auto& ca_file = config.routine.heartbeat.settings["ca_file"]; !ca_file.empty())
        ca_file = absolute(base, ca_file);
    std::erase_if(config.routine.heartbeat.settings, [](const auto& setting) { return setting.second.empty(); });
    read_budget(fields["budget"], config.routine);
    read_summaries(fields["summaries"], config.routine.summaries);
    fields.reject_others();
}

}  // namespace

outbox::ChannelKinds Config::channel_kinds() const {
    outbox::ChannelKinds kinds;
    for (const auto& channel : channels) kinds[channel.config.id] = channel.config.kind;
    return kinds;
}

outbox::Fallbacks Config::fallbacks() const {
    outbox::Fallbacks fallbacks;
    for (const auto& channel : channels) {
        if (!channel.fallback.empty()) fallbacks[channel.config.id] = channel.fallback;
    }
    return fallbacks;
}

rules::dates::LocalTime Config::local(std::chrono::sys_seconds instant) const {
    return rules::dates::LocalTime{instant.time_since_epoch() + utc_offset};
}

std::chrono::sys_seconds Config::instant(rules::dates::LocalTime time) const {
    return std::chrono::sys_seconds{time.time_since_epoch() - utc_offset};
}

tl::expected<Config, Problems> parse_config(const language::SourceFile& file, const std::string& directory) {
    language::Problems problems;
    const language::YamlTree tree(file, problems);
    Config config;
    config.path = file.path;
    config.directory = directory;
    if (tree.root() != nullptr) {
        Fields fields(Node(tree, tree.root(), nullptr), shapes::config_file);
        if (fields.valid()) read_all(fields, directory, config);
    }
    if (!problems.has_errors()) return config;
    Problems list = std::move(problems).take();
    for (auto& problem : list) {
        // A secret that stands here against the rules is not repeated in a log.
        const auto names = [&](std::string_view word) { return problem.line.find(word) != std::string::npos; };
        if (problem.message.starts_with(secret_here) || names("password") || names("secret") || names("token") ||
            names("urls"))
            problem.line.clear();
    }
    return tl::unexpected(std::move(list));
}

bool same_ways_out(const Config& a, const Config& b) {
    const auto same_channel = [](const ChannelEntry& x, const ChannelEntry& y) {
        const auto same_file = [](const SecretFile& f, const SecretFile& g) {
            return f.name == g.name && f.path == g.path;
        };
        return x.config.id == y.config.id && x.config.kind == y.config.kind && x.config.settings == y.config.settings &&
               x.config.service == y.config.service && x.rate == y.rate && x.max_size == y.max_size &&
               std::equal(x.secret_files.begin(), x.secret_files.end(), y.secret_files.begin(), y.secret_files.end(),
                          same_file);
    };
    const bool same_listen =
        a.listen.has_value() == b.listen.has_value() &&
        (!a.listen || (a.listen->address == b.listen->address && a.listen->port == b.listen->port));
    const auto proxies = [](const Config& config) {
        return config.answers ? config.answers->trusted_proxies : std::vector<std::string>{};
    };
    return a.state_dir == b.state_dir && same_listen && proxies(a) == proxies(b) &&
           std::equal(a.channels.begin(), a.channels.end(), b.channels.begin(), b.channels.end(), same_channel);
}

std::string format(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) {
        text += language::format(problem);
        if (!text.ends_with('\n')) text += '\n';
    }
    return text;
}

}  // namespace dondoc::config
