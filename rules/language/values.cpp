#include "rules/language/values.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rules::language {
namespace {

using AudienceKind = model::Audience::Kind;

constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_address = 500;
constexpr std::string_view mail_channel = "mail";  ///< the one that `email` means in units.yaml

bool is_id(std::string_view text) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= longest_id && std::all_of(text.begin(), text.end(), allowed);
}

/// Reads digits from the front of a text and shortens it; -1 where there are none or too many.
int take_number(std::string_view& text, std::size_t most_digits) {
    int value = -1;
    const char* const begin = text.data();
    const char* const end = begin + std::min(text.size(), most_digits);
    const auto [stop, fault] = std::from_chars(begin, end, value);
    if (fault != std::errc{} || value < 0) return -1;
    text.remove_prefix(static_cast<std::size_t>(stop - begin));
    return value;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

/// Day, month and year as numbers, whether or not the calendar has such a day.
struct WrittenDate {
    int year = 0;
    int month = 0;
    int day = 0;
};

std::optional<WrittenDate> split_date(std::string_view text) {
    WrittenDate iso;
    std::string_view rest = text;
    iso.year = take_number(rest, 4);
    if (take(rest, '-') && (iso.month = take_number(rest, 2)) >= 0 && take(rest, '-') &&
        (iso.day = take_number(rest, 2)) >= 0 && rest.empty()) {
        return iso;
    }
    WrittenDate written;
    rest = text;
    written.day = take_number(rest, 2);
    if (take(rest, '/') && (written.month = take_number(rest, 2)) >= 0 && take(rest, '/') &&
        (written.year = take_number(rest, 4)) >= 0 && rest.empty()) {
        return written;
    }
    return std::nullopt;
}

struct NamedAudience {
    std::string_view name;
    AudienceKind kind;
};
constexpr std::array<NamedAudience, 8> audiences = {{{"lead", AudienceKind::lead},
                                                     {"support", AudienceKind::support},
                                                     {"unit.head", AudienceKind::unit_head},
                                                     {"unit.parent", AudienceKind::unit_parent},
                                                     {"planning-office", AudienceKind::planning_office},
                                                     {"leadership", AudienceKind::leadership},
                                                     {"recipient", AudienceKind::recipient},
                                                     {"collector", AudienceKind::collector}}};

bool has_role(AudienceKind kind, const model::UnitDirectory& units) {
    if (kind == AudienceKind::planning_office) return units.planning_office().has_value();
    if (kind == AudienceKind::leadership) return units.leadership().has_value();
    return true;
}

bool is_mailbox(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos;
}

/// What is part of an identity and of a header: one word.
bool is_one_word(std::string_view text) {
    return !text.empty() && text.size() <= longest_address &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c != '\x7f' && c != ','; });
}

std::optional<model::Audience> address_at(const Node& node, std::string channel, const std::string& to) {
    if (!is_one_word(to) || (channel == mail_channel && !is_mailbox(to))) {
        node.expected("một địa chỉ như a@so.example.vn", "an address such as a@so.example.vn");
        return std::nullopt;
    }
    model::Audience audience;
    audience.kind = AudienceKind::address;
    audience.text = channel + ":" + to;
    audience.contact = {std::move(channel), to};
    return audience;
}

/// {email: a@so.example} or {channel: hook, to: "https://..."}
std::optional<model::Audience> read_address(const Node& node, const Register& known) {
    Fields fields(node, shapes::address);
    const Node email = fields["email"];
    const Node channel = fields["channel"];
    const Node to = fields["to"];
    fields.reject_others();
    if (email.exists()) {
        if (channel.exists() || to.exists()) {
            email.error("ghi email hoặc channel và to, không cả hai (either email, or channel and to)");
            return std::nullopt;
        }
        const auto text = read_text(email);
        return text ? address_at(email, std::string(mail_channel), *text) : std::nullopt;
    }
    if (!channel.exists() || !to.exists()) {
        node.error("địa chỉ cần email, hoặc channel và to (an address needs email, or channel and to)");
        return std::nullopt;
    }
    auto id = read_channel_id(channel, known);
    const auto text = read_text(to);
    return id && text ? address_at(to, std::move(*id), *text) : std::nullopt;
}

}  // namespace

std::optional<std::string> Ids::read(const Node& node) {
    const std::optional<std::string> id = read_text(node);
    if (!id) return std::nullopt;
    if (!is_id(*id)) {
        node.error(
            fmt::format("mã \"{0}\" chỉ gồm a-z, 0-9 và dấu -, dài nhất 64 ký tự (an id holds a-z, 0-9 and "
                        "-, at most 64)",
                        shorten(*id, 80)));
        return std::nullopt;
    }
    const auto [first, added] = first_.emplace(*id, node.place());
    if (added) return id;
    const model::SourcePlace& place = first->second;
    node.error(
        fmt::format("mã \"{0}\" đã có ở {1}:{2} (id \"{0}\" is already used at {1}:{2})", *id, place.path, place.line));
    return std::nullopt;
}

std::optional<model::UnitIndex> read_unit(const Node& node, const Register& known) {
    const std::optional<std::string> name = read_text(node);
    if (!name || known.units == nullptr) return std::nullopt;
    if (const auto by_id = known.units->find(*name)) return by_id;
    if (const auto by_name = known.units->find_by_name(*name)) return by_name;
    const Suggestion hint = suggest(known.units->nearest(*name));
    node.error(
        fmt::format("không có đơn vị \"{0}\"{1} (unknown unit \"{0}\"{2})", shorten(*name, 120), hint.vi, hint.en));
    return std::nullopt;
}

std::optional<dates::Date> read_date(const Node& node) {
    const std::optional<std::string> text = read_text(node);
    if (!text) return std::nullopt;
    const std::optional<WrittenDate> written = split_date(*text);
    if (!written) {
        node.expected("một ngày như 2026-06-09 hoặc 09/6/2026", "a date such as 2026-06-09 or 09/6/2026");
        return std::nullopt;
    }
    const auto date = dates::make_date(written->year, written->month, written->day);
    if (!date) node.error(fmt::format("ngày \"{0}\" không có trong lịch (there is no day \"{0}\")", *text));
    return date;
}

std::optional<model::Offset> parse_offset(std::string_view text) {
    constexpr int most_days = 3660;
    model::Offset offset;
    const int count = take_number(text, 4);
    offset.working = take(text, 'w');
    if (count < 0 || count > most_days || text != "d") return std::nullopt;
    offset.count = static_cast<std::int16_t>(count);
    return offset;
}

std::optional<model::Offset> read_offset(const Node& node) {
    if (!node.exists()) return std::nullopt;
    const auto offset = parse_offset(node.text());
    if (!offset)
        node.expected("số ngày như 7d hoặc ngày làm việc như 3wd", "days such as 7d or working days such as 3wd");
    return offset;
}

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
    const int hours = take_number(text, 2);
    if (hours < 0 || hours > 23 || !take(text, ':') || text.size() != 2) return std::nullopt;
    const int minutes = take_number(text, 2);
    if (minutes < 0 || minutes > 59 || !text.empty()) return std::nullopt;
    return std::chrono::minutes{hours * 60 + minutes};
}

std::optional<model::Severity> read_severity(const Node& node) {
    const auto chosen = read_choice(node, shapes::severities);
    if (!chosen) return std::nullopt;
    return static_cast<model::Severity>(*chosen);
}

std::optional<model::QuietHours> read_quiet_hours(const Node& node) {
    if (!node.exists()) return std::nullopt;
    if (node.text() == "none") return model::QuietHours{std::chrono::minutes{0}, std::chrono::minutes{0}};
    const std::string_view text = node.text();
    const std::size_t dash = std::min(text.find('-'), text.size());
    const auto begin = parse_time_of_day(text.substr(0, dash));
    const auto end = parse_time_of_day(text.substr(std::min(dash + 1, text.size())));
    if (begin && end) return model::QuietHours{*begin, *end};
    node.expected("giờ yên lặng như \"20:00-07:00\" hoặc none", "quiet hours such as \"20:00-07:00\" or none");
    return std::nullopt;
}

std::optional<std::string> read_channel_id(const Node& node, const Register& known) {
    const std::optional<std::string> id = read_text(node);
    if (!id || known.channels == nullptr) return id;
    if (std::find(known.channels->begin(), known.channels->end(), *id) != known.channels->end()) return id;
    const Suggestion hint =
        suggest(nearest(*id, std::vector<std::string_view>(known.channels->begin(), known.channels->end())));
    node.error(fmt::format("không có kênh \"{0}\"{1} (unknown channel \"{0}\"{2}); các kênh: {3}", shorten(*id, 80),
                           hint.vi, hint.en, fmt::join(*known.channels, ", ")));
    return std::nullopt;
}

std::optional<model::Audience> read_audience(const Node& node, const Register& known) {
    if (node.is_map()) return read_address(node, known);
    if (node.text().find('@') != std::string::npos) return address_at(node, std::string(mail_channel), node.text());
    const std::optional<std::string> text = read_text(node);
    if (!text) return std::nullopt;
    const auto named =
        std::find_if(audiences.begin(), audiences.end(), [&](const NamedAudience& a) { return a.name == *text; });
    if (named != audiences.end()) {
        if (known.units != nullptr && !has_role(named->kind, *known.units)) {
            node.error(fmt::format("units.yaml chưa ghi {0} ở mục roles (units.yaml names no {0} under roles)", *text));
        }
        return model::Audience{named->kind, {}, *text};
    }
    std::vector<std::string_view> names;
    for (const NamedAudience& a : audiences) names.push_back(a.name);
    if (const std::string_view near = nearest(*text, names);
        !near.empty() && known.units != nullptr && !known.units->find(*text)) {
        const Suggestion hint = suggest(near);
        node.error(
            fmt::format("không có người nhận \"{0}\"{1} (unknown audience \"{0}\"{2})", *text, hint.vi, hint.en));
        return std::nullopt;
    }
    const auto unit = read_unit(node, known);
    if (!unit) return std::nullopt;
    if ((*known.units)[*unit].is_group()) {
        node.error(fmt::format("\"{0}\" là một nhóm; cần một đơn vị (\"{0}\" is a group; a unit is needed)", *text));
        return std::nullopt;
    }
    return model::Audience{AudienceKind::unit, *unit, *text};
}

}  // namespace rules::language
