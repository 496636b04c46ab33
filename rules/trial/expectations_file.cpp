#include "rules/trial/expectations_file.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;
using model::Status;

constexpr std::array statuses = {Status::not_due,      Status::due_soon,  Status::overdue,
                                 Status::done_on_time, Status::done_late, Status::waiting,
                                 Status::continuous,   Status::cancelled, Status::unresolved};

std::vector<std::pair<Node, Node>> entries(const Node& node, std::string_view vi, std::string_view en) {
    std::vector<std::pair<Node, Node>> all;
    if (!node.exists()) return all;
    if (!node.is_map()) {
        node.expected(vi, en);
        return all;
    }
    for (const language::YamlValue::Entry& entry : node.value()->entries)
        all.emplace_back(Node(node.tree(), entry.key, nullptr), Node(node.tree(), entry.value, entry.key));
    return all;
}

void unknown(const Node& node, std::string_view vi, std::string_view en, std::string_view near) {
    const language::Suggestion hint = language::suggest(near);
    node.error(fmt::format("không có {0} \"{2}\"{3} (unknown {1} \"{2}\"{4})", vi, en,
                           language::shorten(node.text(), 120), hint.vi, hint.en));
}

template <class Things>
std::optional<std::string> read_id(const Node& node, const Things& things, std::string_view vi, std::string_view en) {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    std::vector<std::string_view> ids;
    for (const auto& thing : things) ids.push_back(thing.id);
    if (std::find(ids.begin(), ids.end(), *text) != ids.end()) return text;
    unknown(node, vi, en, language::nearest(*text, ids));
    return std::nullopt;
}

/// "-7d", "0d", "+4wd", "lead:-7d", "lead:update:+30d", "lead:event:ID": as `dondoc simulate` prints it.
std::optional<std::string> read_stage(const Node& node) {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    std::string_view offset = std::string_view(*text).substr(text->rfind(':') + 1);
    const bool event = text->find(":event:") != std::string::npos || text->starts_with("event:");
    const bool sign = offset.starts_with('-') || offset.starts_with('+');
    if (sign) offset.remove_prefix(1);
    const auto count = language::parse_offset(offset);
    if (event || (count && sign == (count->count != 0))) return text;
    node.expected("mốc nhắc như -7d, 0d, +3wd, lead:-7d, unit.head:+1wd",
                  "a stage such as -7d, 0d, +3wd, lead:-7d, unit.head:+1wd");
    return std::nullopt;
}

std::optional<deadlines::DataWindow> read_window(const Node& node) {
    if (!node.exists()) return std::nullopt;
    Fields fields(node);
    const auto from = language::read_date(fields.required("from"));
    const auto to = language::read_date(fields.required("to"));
    fields.reject_others();
    if (!from || !to) return std::nullopt;
    return deadlines::DataWindow{*from, *to};
}

std::optional<std::string> read_data(const Node& node) {
    if (node.text() == "none") return std::string();
    const auto window = read_window(node);
    if (!window) return std::nullopt;
    return fmt::format("{}..{}", dates::format_iso(window->first), dates::format_iso(window->last));
}

std::optional<std::string> read_due_text(const Node& node) {
    if (node.text() == "none") return std::string();
    const auto day = language::read_date(node);
    return day ? std::optional(dates::format_iso(*day)) : std::nullopt;
}

std::optional<std::string> read_time(const Node& node) {
    if (!node.exists()) return std::nullopt;
    const auto time = language::parse_time_of_day(node.text());
    if (!time) {
        node.expected("giờ như \"08:00\"", "a time of day such as \"08:00\"");
        return std::nullopt;
    }
    return fmt::format("{:02}:{:02}", time->count() / 60, time->count() % 60);
}

std::optional<std::string> read_any_text(const Node& node) {
    if (node.text() == "none") return std::string();
    return language::read_text(node);
}

std::optional<std::string> read_flag(const Node& node) {
    const auto flag = language::read_bool(node);
    return flag ? std::optional<std::string>(*flag ? "true" : "false") : std::nullopt;
}

std::optional<std::string> read_severity_text(const Node& node) {
    const auto severity = language::read_severity(node);
    if (!severity) return std::nullopt;
    return node.text();
}

}  // namespace

std::vector<std::string> ExpectationReader::read_days(const Node& node) const {
    std::vector<std::string> days;
    for (const Node& item : node.items_or_self()) {
        if (const auto day = language::read_date(item)) days.push_back(dates::format_iso(*day));
    }
    return days;
}

/// A unit by id or name, its head as "so-y-te:head", or an address.
std::optional<std::string> ExpectationReader::read_recipient(const Node& node) const {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    const model::RuleBook& book = subjects_.book();
    for (const model::Contact& contact : book.addresses) {
        const std::string full = fmt::format("{}:{}", contact.channel, contact.to);
        if (*text == full || *text == contact.to) return full;
    }
    constexpr std::string_view head = ":head";
    const bool of_head = text->ends_with(head);
    const std::string name = of_head ? text->substr(0, text->size() - head.size()) : *text;
    auto unit = book.units.find(name);
    if (!unit) unit = book.units.find_by_name(name);
    if (!unit) {
        unknown(node, "nơi nhận", "recipient", book.units.nearest(name));
        return std::nullopt;
    }
    if (book.units[*unit].is_group()) {
        node.error(fmt::format("\"{0}\" là một nhóm; cần từng đơn vị (\"{0}\" is a group; units are needed)", name));
        return std::nullopt;
    }
    return book.units[*unit].id + std::string(of_head ? head : "");
}

std::vector<std::string> ExpectationReader::read_recipients(const Node& node) const {
    std::vector<std::string> all;
    for (const Node& item : node.items_or_self()) {
        if (auto recipient = read_recipient(item)) all.push_back(std::move(*recipient));
    }
    return all;
}

std::vector<std::string> ExpectationReader::read_subjects(const Node& node) const {
    std::vector<std::string> all;
    for (const Node& item : node.items_or_self()) {
        if (const auto key = read_subject(item, subjects_)) all.push_back(key->text());
    }
    return all;
}

std::vector<std::string> ExpectationReader::read_unit_ids(const Node& node) const {
    std::vector<model::UnitIndex> units;
    for (const Node& item : language::read_texts(node)) {
        const auto written = language::read_unit(item, known_);
        if (!written) continue;
        for (const model::UnitIndex unit : subjects_.book().units.expand(*written)) units.push_back(unit);
    }
    std::sort(units.begin(), units.end());
    units.erase(std::unique(units.begin(), units.end()), units.end());
    std::vector<std::string> ids;
    for (const model::UnitIndex unit : units) ids.push_back(subjects_.book().units[unit].id);
    return ids;
}

std::vector<ExpectationReader::Values> ExpectationReader::read_reminder(Fields& fields) const {
    std::vector<Values> values;
    const auto many = [&](Field field, std::vector<std::string> texts) {
        if (!texts.empty()) values.push_back({field, std::move(texts)});
    };
    const auto one = [&](Field field, const auto& read) {
        const Node node = fields[field_name(field)];
        if (!node.exists()) return;
        if (auto text = read(node)) values.push_back({field, {std::move(*text)}});
    };
    many(Field::on, read_days(fields.required("on")));
    many(Field::to, read_recipients(fields["to"]));
    one(Field::stage, read_stage);
    many(Field::subject, read_subjects(fields["subject"]));
    one(Field::due, read_due_text);
    one(Field::at, read_time);
    for (const Field field : {Field::title, Field::basis, Field::deliverable, Field::form, Field::how})
        one(field, read_any_text);
    const auto unit_or_none = [this](const Node& node) {
        if (node.text() == "none") return std::optional(std::string());
        const auto unit = language::read_unit(node, known_);
        return unit ? std::optional(subjects_.book().units[*unit].id) : std::nullopt;
    };
    one(Field::recipient, unit_or_none);
    one(Field::collector, unit_or_none);
    one(Field::data, read_data);
    one(Field::missing, [this](const Node& node) {
        if (node.text() == "none") return std::optional(std::string());
        return std::optional(fmt::format("{}", fmt::join(read_unit_ids(node), ", ")));
    });
    one(Field::severity, read_severity_text);
    one(Field::channels, [](const Node& node) {
        std::vector<std::string> channels;
        for (const Node& item : language::read_texts(node)) channels.push_back(item.text());
        return std::optional(fmt::format("{}", fmt::join(channels, ", ")));
    });
    one(Field::digest, [](const Node& node) {
        const auto known = language::read_choice(node, {"daily", "single"});
        return known ? std::optional(node.text()) : std::nullopt;
    });
    one(Field::quiet, [](const Node& node) {
        const auto hours = language::read_quiet_hours(node);
        return hours ? std::optional(quiet_text(*hours)) : std::nullopt;
    });
    one(Field::policy,
        [this](const Node& node) { return read_id(node, subjects_.book().policies, "chính sách", "policy"); });
    one(Field::inherited_from, unit_or_none);
    one(Field::late, read_flag);
    return values;
}

std::vector<ExpectationReader::Values> ExpectationReader::read_alert(Fields& fields) const {
    std::vector<Values> values;
    const auto add = [&](Field field, std::vector<std::string> texts) {
        if (!texts.empty()) values.push_back({field, std::move(texts)});
    };
    add(Field::on, read_days(fields.required("on")));
    std::vector<std::string> alerts;
    for (const Node& item : fields.required("alert").items_or_self()) {
        const std::string& text = item.text();
        const std::string check = text.substr(0, text.find('/'));
        const auto& checks = subjects_.book().checks;
        if (!language::read_text(item)) continue;
        if (std::any_of(checks.begin(), checks.end(), [&](const model::Check& each) { return each.id == check; })) {
            alerts.push_back(text);
            continue;
        }
        std::vector<std::string_view> ids;
        for (const model::Check& each : checks) ids.push_back(each.id);
        unknown(item, "quy tắc tuân thủ", "check", language::nearest(check, ids));
    }
    add(Field::alert, std::move(alerts));
    const Node state = fields["state"];
    if (!state.exists()) {
        add(Field::state, {"raised"});
    } else if (language::read_choice(state, {"raised", "repeated", "cleared"})) {
        add(Field::state, {state.text()});
    }
    if (const Node to = fields["to"]; to.exists()) {
        std::vector<std::string> recipients = read_recipients(to);
        std::sort(recipients.begin(), recipients.end());
        add(Field::to, {fmt::format("{}", fmt::join(recipients, ", "))});
    }
    if (const auto message = language::read_text(fields["message"])) add(Field::message, {*message});
    if (const auto severity = read_severity_text(fields["severity"])) add(Field::severity, {*severity});
    return values;
}

void ExpectationReader::multiply(const Node& entry, const std::vector<Values>& values, std::vector<ExpectedRow>& rows) {
    std::vector<ExpectedRow> made{{entry.place(), {}}};
    for (const Values& each : values) {
        if (rows_ + made.size() * each.texts.size() > most_expected_rows) {
            return entry.error(fmt::format("một tệp chờ tối đa {0} lời nhắc (one file expects at most {0} reminders)",
                                           most_expected_rows));
        }
        std::vector<ExpectedRow> more;
        for (const ExpectedRow& row : made) {
            for (const std::string& text : each.texts) more.emplace_back(row).fields.emplace_back(each.field, text);
        }
        made = std::move(more);
    }
    rows_ += made.size();
    std::move(made.begin(), made.end(), std::back_inserter(rows));
}

template <class ReadEntry>
std::vector<ExpectedRow> ExpectationReader::read_rows(const Node& node, const ReadEntry& read_entry) {
    std::vector<ExpectedRow> rows;
    if (node.text() == "none") return rows;
    if (!node.is_list()) {
        node.expected("danh sách, mỗi mục bắt đầu bằng dấu \"-\", hoặc none", "a list of \"- \" items, or none");
        return rows;
    }
    for (const Node& item : node.items()) {
        Fields fields(item);
        if (!fields.valid()) continue;
        const std::vector<Values> values = read_entry(fields);
        fields.reject_others();
        if (!values.empty()) multiply(item, values, rows);
    }
    return rows;
}

std::vector<ExpectedRow> ExpectationReader::read_reminders(const Node& node) {
    return read_rows(node, [this](Fields& fields) { return read_reminder(fields); });
}

std::vector<ExpectedRow> ExpectationReader::read_alerts(const Node& node) {
    return read_rows(node, [this](Fields& fields) { return read_alert(fields); });
}

void ExpectationReader::read_statuses(const Node& node, std::vector<ExpectedStatus>& expected) const {
    for (const auto& [day_node, of_day] : entries(node, "bảng ngày: {mã: trạng thái}", "a mapping of days")) {
        const auto day = language::read_date(day_node);
        for (const auto& [subject, status] :
             entries(of_day, "bảng mã: trạng thái", "a mapping of subjects to statuses")) {
            const auto key = read_subject(subject, subjects_);
            if (key && !subjects_.is_one_subject(key->base)) {
                subject.error("cần một đối tượng như kh88/3 hay bao-cao/so-y-te@2026 (one subject is needed)");
                continue;
            }
            const auto chosen =
                language::read_choice(status, {"not_due", "due_soon", "overdue", "done_on_time", "done_late", "waiting",
                                               "continuous", "cancelled", "unresolved"});
            if (day && key && chosen) expected.push_back({subject.place(), *day, key->text(), statuses[*chosen]});
        }
    }
}

void ExpectationReader::read_due(const Node& node, const model::SubjectKey& key, Test& test) const {
    ExpectedDue expected{node.place(), key, {}};
    if (node.is_map()) {
        Fields fields(node);
        expected.due = language::read_date(fields.required("due"));
        expected.named = language::read_date(fields["named"]);
        expected.data = read_window(fields["data"]);
        fields.reject_others();
    } else if (node.text() != "none") {
        expected.due = language::read_date(node);
    }
    test.dues.push_back(std::move(expected));
}

void ExpectationReader::read_dues(const Node& node, Test& test) const {
    for (const auto& [name, value] : entries(node, "bảng mã: ngày", "a mapping of subjects to days")) {
        const auto key = read_subject(name, subjects_);
        if (!key) continue;
        if (subjects_.plan(key->base) != nullptr) {
            name.error("cần một quy tắc hay một nhiệm vụ (a rule or one assignment is needed)");
            continue;
        }
        if (value.is_list()) {
            ExpectedDues all{value.place(), key->base, {}};
            for (const Node& item : value.items()) {
                if (const auto day = language::read_date(item)) all.days.push_back(*day);
            }
            std::sort(all.days.begin(), all.days.end());
            test.all_dues.push_back(std::move(all));
            continue;
        }
        const bool by_period = value.is_map() && !Fields(value)["due"].exists();
        if (!by_period) {
            read_due(value, *key, test);
            continue;
        }
        for (const auto& [period, due] : entries(value, "", "")) {
            const bool known = dates::parse_period_key(period.text()) || model::parse_request_key(period.text());
            if (!known) {
                period.expected("kỳ như 2026, 2026-Q1, 2026-H1, 2026-9M, 2026-03, 2026-W07", "a period");
                continue;
            }
            read_due(due, {key->base, period.text()}, test);
        }
    }
}

void ExpectationReader::read_reporters(const Node& node, std::vector<ExpectedReporters>& reporters) const {
    for (const auto& [name, units] : entries(node, "bảng quy tắc: [đơn vị]", "a mapping of rules to units")) {
        const auto rule = read_id(name, subjects_.book().reports, "chế độ báo cáo", "report rule");
        if (rule) reporters.push_back({name.place(), *rule, read_unit_ids(units)});
    }
}

Filter ExpectationReader::read_filter(const Node& node) const {
    Filter filter;
    if (!node.exists()) return filter;
    Fields fields(node);
    filter.units = read_unit_ids(fields["unit"]);
    filter.subjects = read_subjects(fields["subject"]);
    fields.reject_others();
    return filter;
}

}  // namespace rules::trial
