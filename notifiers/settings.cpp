#include "notifiers/settings.hpp"

#include "notifiers/answer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <vector>

namespace notifiers {
namespace {

std::optional<long> whole_number(std::string_view text) {
    long value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::string> SettingsReader::read(const std::string& name) {
    known_settings_.insert(name);
    const auto found = config_.settings.find(name);
    if (found == config_.settings.end()) return std::nullopt;
    return found->second;
}

std::string SettingsReader::required(const std::string& name) {
    const auto value = read(name);
    if (!value || value->empty()) note(fmt::format("setting '{}' is missing", name));
    return value.value_or("");
}

std::string SettingsReader::optional(const std::string& name, std::string fallback) {
    return read(name).value_or(std::move(fallback));
}

std::string SettingsReader::secret(const std::string& name) {
    known_secrets_.insert(name);
    const auto found = config_.secrets.find(name);
    return found == config_.secrets.end() ? std::string() : found->second;
}

long SettingsReader::number(const std::string& name, long fallback, long least, long most) {
    const auto text = read(name);
    if (!text) return fallback;
    const auto value = whole_number(*text);
    if (value && *value >= least && *value <= most) return *value;
    wrong(name, fmt::format("must be a whole number from {} to {}, not '{}'", least, most, kept_answer(*text)));
    return fallback;
}

bool SettingsReader::yes_no(const std::string& name, bool fallback) {
    return choice(name, {"yes", "no"}, fallback ? "yes" : "no") == "yes";
}

std::string SettingsReader::choice(const std::string& name, std::initializer_list<std::string_view> choices,
                                   std::string_view fallback) {
    const auto text = read(name);
    if (!text) return std::string(fallback);
    if (std::find(choices.begin(), choices.end(), *text) != choices.end()) return *text;
    wrong(name, fmt::format("must be one of {}, not '{}'", fmt::join(choices, ", "), kept_answer(*text)));
    return std::string(fallback);
}

std::chrono::seconds SettingsReader::time_limit(const std::string& name, std::chrono::seconds fallback) {
    const auto text = read(name);
    if (!text) return fallback;
    std::string_view digits = *text;
    long unit = 1;
    if (!digits.empty() && (digits.back() == 's' || digits.back() == 'm')) {
        unit = digits.back() == 'm' ? 60 : 1;
        digits.remove_suffix(1);
    }
    const auto value = whole_number(digits);
    if (value && *value >= 1 && *value <= longest_time_limit.count() / unit) return std::chrono::seconds(*value * unit);
    wrong(name, fmt::format("must be a time from 1s to 5m, such as '20s', not '{}'", kept_answer(*text)));
    return fallback;
}

std::string SettingsReader::readable_file(const std::string& name) {
    std::string path = read(name).value_or("");
    if (!path.empty() && !std::ifstream(path)) wrong(name, fmt::format("names '{}', which cannot be read", path));
    return path;
}

void SettingsReader::wrong(const std::string& name, const std::string& what) {
    note(fmt::format("setting '{}' {}", name, what));
}

void SettingsReader::wrong_secret(const std::string& name, const std::string& what) {
    note(fmt::format("secret '{}' {}", name, what));
}

void SettingsReader::note(const std::string& sentence) {
    if (!error_) error_ = fmt::format("channel '{}' ({}): {}", config_.id, config_.kind, sentence);
}

void SettingsReader::find_unknown() {
    for (const auto& [name, value] : config_.settings) {
        if (known_settings_.contains(name)) continue;
        note(fmt::format("setting '{}' is unknown; known are {}", kept_answer(name), fmt::join(known_settings_, ", ")));
    }
    for (const auto& [name, value] : config_.secrets) {
        if (known_secrets_.contains(name)) continue;
        note(known_secrets_.empty() ? fmt::format("secret '{}' is unknown; this kind takes none", kept_answer(name))
                                    : fmt::format("secret '{}' is unknown; known are {}", kept_answer(name),
                                                  fmt::join(known_secrets_, ", ")));
    }
}

std::optional<std::string> SettingsReader::error() {
    find_unknown();
    return error_;
}

}  // namespace notifiers
