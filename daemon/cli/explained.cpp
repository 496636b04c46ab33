#include "daemon/cli/explained.hpp"

#include "daemon/cli/stop_words.hpp"
#include "rules/language/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dondoc::cli {

namespace engine = rules::engine;
namespace model = rules::model;
using engine::ExplainedStage;
using engine::Explanation;

namespace {

std::optional<model::UnitIndex> unit_named(const std::string& name, const model::UnitDirectory& units) {
    if (name.empty()) return std::nullopt;
    if (const auto unit = units.find(name)) return unit;
    if (const auto unit = units.find_by_name(name)) return unit;
    const auto hint = rules::language::suggest(units.nearest(name));
    throw Failure(usage_wrong,
                  fmt::format("--unit: không có đơn vị '{0}'{1} (unknown unit{2})", name, hint.vi, hint.en));
}

/// Each message that a reminder of the subject went with, and its answers.
std::map<std::string, std::vector<store::SentMessage>> sent_messages(const std::string& database,
                                                                     const std::vector<store::ReminderRow>& rows) {
    std::map<std::string, std::vector<store::SentMessage>> sent;
    std::unique_ptr<store::Receipts> receipts;
    for (const auto& row : rows) {
        if (row.message.empty() || sent.contains(row.message)) continue;
        if (!receipts) receipts = store::open_receipts(database);
        sent[row.message] = receipts->of(row.message);
    }
    return sent;
}

std::vector<store::Answer> answers_about(store::Store& store, const model::SubjectKey& key, const std::string& unit) {
    store::AnswerFilter filter{.subject = key.base, .unit = unit};
    if (!key.period.empty()) filter.period = key.period;
    return store.answers(filter);
}

/// Why a subject that there is has no period to explain.
std::string why_nothing_open(const Subject& subject, const model::RuleBook& book, rules::dates::Date today) {
    if (!subject.assignment) {
        const auto& rule = book.reports[subject.report];
        const std::string place = fmt::format("{}:{}", rule.place.path, rule.place.line);
        if (rule.valid_until && *rule.valid_until < today)
            return fmt::format("quy tắc hết hiệu lực từ {} ({}; no longer valid)",
                               rules::dates::format_vi(*rule.valid_until), place);
        if (subject.on_request)
            return fmt::format(
                "không có yêu cầu nào như vậy đang mở; khi có yêu cầu: dondoc request {} --due NGÀY (no such "
                "open request)",
                rule.id);
        if (rule.valid_from && *rule.valid_from > today)
            return fmt::format("quy tắc có hiệu lực từ {} ({}; not valid yet)",
                               rules::dates::format_vi(*rule.valid_from), place);
    }
    if (!subject.key.period.empty()) return fmt::format("không có kỳ {} như vậy (no such period)", subject.key.period);
    return "mọi kỳ đã xong, không còn kỳ nào đang mở (nothing is open)";
}

bool same_part(const store::ReminderRow& row, const Explanation& explanation) {
    return row.period == explanation.key.period && row.version == explanation.occurrence.version;
}

}  // namespace

Explained explain_subject(Context& context, const std::string& key, const std::string& unit,
                          rules::dates::LocalTime now) {
    const auto& book = context.site().book;
    Explained explained{.subject = find_subject(context, key),
                        .snapshot = context.snapshot(context.today(), store::Store::Scope::all),
                        .periods = {},
                        .stops = {},
                        .rows = {},
                        .sent = {},
                        .events = {},
                        .answers = {},
                        .unit = unit_named(unit, book.units),
                        .nothing_open = {}};
    const auto& subject = explained.subject;
    explained.periods = engine::explain(explained.snapshot, book, subject.key, now);
    const auto kinds = context.site().config.channel_kinds();
    const auto has_channel = [&kinds](std::string_view channel) { return kinds.contains(std::string(channel)); };
    for (const auto& period : explained.periods)
        explained.stops.push_back(engine::first_stop(period, explained.snapshot, book, has_channel, explained.unit));
    explained.rows = context.store().reminders(subject.key);
    explained.sent = sent_messages(context.site().config.database(), explained.rows);
    if (subject.assignment)
        explained.events = context.store().events_of(subject.assignment->plan.id)[subject.assignment->record.seq];
    explained.answers =
        answers_about(context.store(), subject.key, explained.unit ? book.units[*explained.unit].id : "");
    if (explained.periods.empty()) explained.nothing_open = why_nothing_open(subject, book, rules::dates::date_of(now));
    return explained;
}

std::vector<const ExplainedStage*> shown(const std::vector<ExplainedStage>& stages, const Explained& explained) {
    std::vector<const ExplainedStage*> wanted;
    for (const auto& stage : stages) {
        const bool for_unit = !explained.unit ||
                              (stage.recipient.address == 0 && stage.recipient.unit == *explained.unit) ||
                              (stage.inherited_from && stage.inherited_from->from == *explained.unit);
        if (for_unit) wanted.push_back(&stage);
    }
    return wanted;
}

const store::ReminderRow* row_of(const ExplainedStage& stage, const Explanation& explanation,
                                 const Explained& explained, const model::RuleBook& book) {
    const auto recipient = model::recipient_name(stage.recipient, book);
    const bool update = stage.name.find(":update") != std::string::npos;
    const auto found = std::find_if(explained.rows.begin(), explained.rows.end(), [&](const auto& row) {
        return row.stage == stage.name && row.recipient == recipient && (update || same_part(row, explanation));
    });
    return found == explained.rows.end() ? nullptr : &*found;
}

const store::ReminderRow* row_of(const model::Reminder& announcement, const Explained& explained,
                                 const model::RuleBook& book) {
    const auto name = model::stage_name(announcement, explained.snapshot, book);
    const auto recipient = model::recipient_name(announcement.recipient, book);
    const auto found = std::find_if(explained.rows.begin(), explained.rows.end(),
                                    [&](const auto& row) { return row.stage == name && row.recipient == recipient; });
    return found == explained.rows.end() ? nullptr : &*found;
}

Source source_of(const Explanation& explanation, const Explained& explained, const model::RuleBook& book) {
    if (const auto& assignment = explained.subject.assignment) {
        const auto& plan = assignment->plan;
        const auto& text = assignment->record.text;
        std::string basis = plan.number.empty() ? plan.title : plan.number;
        if (!text.ordinal.empty()) basis += ", mục " + text.ordinal;
        return {text.deadline_words, std::move(basis)};
    }
    const auto& rule = book.reports[explanation.occurrence.index];
    if (const auto* request = explanation.request)
        return {"hạn " + rules::dates::format_vi(request->due), request->basis};
    return {rule.due_words, rule.basis};
}

std::vector<EndedUnit> ended_units(const Explanation& explanation, const Explained& explained,
                                   const model::RuleBook& book, rules::dates::Date day) {
    std::vector<EndedUnit> ended;
    const auto key = model::subject_key(explanation.occurrence, explained.snapshot, book).base;
    for (const auto unit : model::responsible_units(explanation.occurrence, explained.snapshot, book))
        if (book.units.has_ended(unit, day)) ended.push_back({unit, book.units.heir(unit, day, key)});
    return ended;
}

std::string step_vi(const engine::CalendarStep& step) {
    using Kind = engine::CalendarStep::Kind;
    const std::string day =
        fmt::format("{} {}", rules::dates::weekday_vi(step.date), rules::dates::format_vi(step.date));
    if (step.kind == Kind::weekend || step.entry == nullptr) return day + " nghỉ cuối tuần";
    return fmt::format("{} {}: {}", day, step.kind == Kind::worked ? "làm bù" : "nghỉ", step.entry->name);
}

std::string steps_vi(const std::vector<engine::CalendarStep>& steps) {
    std::string text;
    for (const auto& step : steps) text += (text.empty() ? "" : "; ") + step_vi(step);
    return text;
}

std::string_view late_name(rules::model::Policy::Late late) noexcept {
    static constexpr std::array<std::string_view, 3> names{"newest", "merge", "drop"};
    return names.at(static_cast<std::size_t>(late));
}

std::string record_vi(const store::ReminderRow& row, const rules::model::RuleBook& book) {
    if (row.outcome == "send") return row.late ? "đã nhắc (muộn)" : "đã nhắc";
    if (row.outcome == "merged") return "đã gộp";
    const bool dropped = std::any_of(book.policies.begin(), book.policies.end(), [&](const auto& policy) {
        return policy.id == row.policy && policy.late == rules::model::Policy::Late::drop;
    });
    return dropped ? "bỏ qua: lỡ khi dondoc không chạy (late: drop)" : "bỏ qua, mốc sau nói thay";
}

std::string unrecorded_vi(const ExplainedStage& stage) {
    if (stage.silence != nullptr) return "không gửi: " + stop_vi({engine::Stop::silenced, stage.silence});
    if (stage.acknowledgement != nullptr)
        return "không gửi: " + stop_vi({engine::Stop::acknowledged, nullptr, stage.acknowledgement});
    return "không có bản ghi: khi đó chưa nhập hoặc trình nền chưa chạy";
}

}  // namespace dondoc::cli
