#include "daemon/cli/answer_words.hpp"
#include "daemon/cli/explained.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/cli/stop_words.hpp"
#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <array>

namespace dondoc::cli {

namespace engine = rules::engine;
namespace model = rules::model;
namespace json = boost::json;
using engine::ExplainedStage;
using engine::Explanation;

namespace {

std::string_view outcome_name(ExplainedStage::Outcome outcome) noexcept {
    static constexpr std::array<std::string_view, 8> names{"before-version", "passed",       "will-send", "merged",
                                                           "silenced",       "acknowledged", "closed",    "inhibited"};
    return names.at(static_cast<std::size_t>(outcome));
}

std::string place_text(const model::SourcePlace& place) {
    return fmt::format("{}:{}", place.path, place.line);
}

json::value silence_json(const model::Silence* silence) {
    if (silence == nullptr) return nullptr;
    return json::object{{"id", silence->id},
                        {"author", silence->author},
                        {"reason", silence->reason},
                        {"from", rules::dates::format_iso(silence->from)},
                        {"until", rules::dates::format_iso(silence->until)},
                        {"match", silence->match}};
}

json::value acknowledgement_json(const model::Acknowledgement* fact) {
    if (fact == nullptr) return nullptr;
    return json::object{{"unit", fact->unit},
                        {"until", rules::dates::format_iso(fact->until)},
                        {"who", fact->who},
                        {"reason", fact->reason}};
}

json::array sent_json(const store::ReminderRow* row, const Explained& explained) {
    json::array list;
    if (row == nullptr) return list;
    const auto found = explained.sent.find(row->message);
    if (found == explained.sent.end()) return list;
    for (const auto& delivery : found->second) {
        json::array answers;
        for (const auto& receipt : delivery.receipts)
            answers.push_back(json::object{{"attempt", receipt.attempt},
                                           {"at", utc_text(receipt.at)},
                                           {"outcome", receipt.outcome},
                                           {"code", receipt.code},
                                           {"answer", receipt.answer},
                                           {"reason", receipt.reason}});
        list.push_back(json::object{
            {"message", delivery.message},
            {"channel", delivery.channel},
            {"to", delivery.to},
            {"state", state_name(delivery.state)},
            {"next", delivery.next ? json::value(json::string(utc_text(*delivery.next))) : json::value(nullptr)},
            {"receipts", std::move(answers)}});
    }
    return list;
}

class PeriodWriter {
public:
    PeriodWriter(const Explained& explained, const model::RuleBook& book, rules::dates::LocalTime now)
        : explained_(explained), book_(book), now_(now) {}

    json::object write(const Explanation& explanation, const engine::StoppedBy& stop) const {
        const Source source = source_of(explanation, explained_, book_);
        json::object value{
            {"subject", explanation.key.text()},
            {"status", model::status_name(explanation.status)},
            {"stopped_by", stop_json(stop)},
            {"words", source.words},
            {"basis", source.basis},
            {"deadline", to_json(explanation.meaning)},
            {"means", rules::deadlines::say_vi(explanation.meaning)},
            {"versions", versions(explanation)},
            {"nothing", stop_name(explanation.nothing)},
            {"ended", ended(explanation)},
            {"announcements", announcements(explanation)},
            {"update", update(explanation)},
            {"questions", questions(explanation)},
            {"uses", uses(explanation)},
            {"policy", explanation.policy ? json::value(book_.policies[*explanation.policy].id) : nullptr},
            {"policy_rule",
             explanation.policy ? json::value(place_text(book_.policies[*explanation.policy].place)) : nullptr},
            {"match", explanation.policy ? json::value(book_.policies[*explanation.policy].match) : nullptr},
            {"late", explanation.policy ? json::value(late_name(book_.policies[*explanation.policy].late)) : nullptr},
            {"stages",
             explanation.policy ? stages(explanation.stages, *explanation.policy, explanation) : json::array()},
            {"goes_on", explanation.repeats_go_on}};
        if (explanation.occurrence.kind != model::SubjectKind::assignment) add_report(value, explanation);
        return value;
    }

private:
    json::value stop_json(const engine::StoppedBy& stop) const {
        if (!stop) return nullptr;
        return json::object{{"what", stop_name(stop.what)},
                            {"words", stop_vi(stop)},
                            {"silence", silence_json(stop.silence)},
                            {"acknowledgement", acknowledgement_json(stop.acknowledgement)}};
    }

    static json::array versions(const Explanation& explanation) {
        json::array list;
        for (const auto& version : explanation.versions) {
            list.push_back(json::object{
                {"version", version.number},
                {"due", to_json(version.due)},
                {"decided", version.extension ? to_json(std::optional(version.extension->decided)) : nullptr},
                {"basis", version.extension ? version.extension->basis : std::string()},
                {"event", version.extension ? version.extension->event : std::string()}});
        }
        return list;
    }

    json::array ended(const Explanation& explanation) const {
        json::array list;
        for (const auto& [unit, heir] : ended_units(explanation, explained_, book_, rules::dates::date_of(now_)))
            list.push_back(json::object{{"unit", book_.units[unit].id},
                                        {"on", to_json(std::optional(book_.units[unit].replaced->on))},
                                        {"heir", heir ? json::value(book_.units[*heir].id) : nullptr}});
        return list;
    }

    json::array announcements(const Explanation& explanation) const {
        json::array list;
        for (const auto& reminder : explanation.announcements) {
            const auto* row = row_of(reminder, explained_, book_);
            list.push_back(json::object{{"stage", model::stage_name(reminder, explained_.snapshot, book_)},
                                        {"recipient", model::recipient_name(reminder.recipient, book_)},
                                        {"day", rules::dates::format_iso(reminder.day)},
                                        {"record", row == nullptr ? ""
                                                   : row->late    ? "đã báo (muộn)"
                                                                  : "đã báo"},
                                        {"sent", sent_json(row, explained_)}});
        }
        return list;
    }

    json::value update(const Explanation& explanation) const {
        if (!explanation.update) return nullptr;
        return json::object{{"since", rules::dates::format_iso(explanation.update->since)},
                            {"told", explanation.update->round},
                            {"next", to_json(explanation.next_update)},
                            {"policy", book_.policies[*explanation.update_policy].id},
                            {"stages", stages(explanation.updates, *explanation.update_policy, explanation)}};
    }

    /// Who is asked next whether what it waits for has happened.
    json::array questions(const Explanation& explanation) const {
        json::array list;
        for (const auto& reminder : explanation.questions)
            list.push_back(json::object{{"event", explained_.snapshot.awaited[reminder.occurrence.index].id},
                                        {"stage", model::stage_name(reminder, explained_.snapshot, book_)},
                                        {"recipient", model::recipient_name(reminder.recipient, book_)},
                                        {"day", rules::dates::format_iso(reminder.day)}});
        return list;
    }

    json::array uses(const Explanation& explanation) const {
        json::array ids;
        if (!explanation.policy) return ids;
        for (const auto& used : book_.policies[*explanation.policy].uses) ids.emplace_back(used.id);
        return ids;
    }

    json::array stages(const std::vector<ExplainedStage>& all, std::uint16_t policy,
                       const Explanation& explanation) const {
        json::array list;
        for (const auto* stage : shown(all, explained_)) {
            json::array steps;
            for (const auto& step : stage->steps)
                steps.push_back(json::object{{"date", rules::dates::format_iso(step.date)}, {"text", step_vi(step)}});
            const auto* row = row_of(*stage, explanation, explained_, book_);
            const auto& into = stage->merged_into;
            list.push_back(json::object{
                {"stage", stage->name},
                {"recipient", model::recipient_name(stage->recipient, book_)},
                {"nominal", rules::dates::format_iso(stage->when.nominal)},
                {"day", rules::dates::format_iso(stage->when.day)},
                {"at", rules::dates::format_iso(stage->at)},
                {"outcome", outcome_name(stage->outcome)},
                {"merged_into", into ? json::value(all[*into].name) : nullptr},
                {"silence", silence_json(stage->silence)},
                {"acknowledgement", acknowledgement_json(stage->acknowledgement)},
                {"inhibited_by", stage->inhibited_by ? json::value(stage->inhibited_by->text()) : json::value(nullptr)},
                {"for", stage->inherited_from ? json::value(book_.units[stage->inherited_from->from].id) : nullptr},
                {"record", row == nullptr ? std::string() : record_vi(*row, book_)},
                {"sent", sent_json(row, explained_)},
                {"moved_by", std::move(steps)},
                {"rule", place_text(book_.policies[policy].stages[stage->when.stage].place)},
                {"provisional", stage->provisional}});
        }
        return list;
    }

    /// What only reports have: how their day came about, whose figures of which days they hold.
    void add_report(json::object& value, const Explanation& explanation) const {
        const auto& rule = book_.reports[explanation.occurrence.index];
        value["rule"] = place_text(rule.place);
        value["roll"] = model::roll_name(rule.roll);
        value["named_due"] =
            explanation.report_day ? to_json(std::optional(explanation.report_day->named)) : json::value();
        json::array rolled;
        for (const auto& step : explanation.roll_steps)
            rolled.push_back(json::object{{"date", rules::dates::format_iso(step.date)}, {"text", step_vi(step)}});
        value["rolled_by"] = std::move(rolled);
        value["data"] = nullptr;
        if (explanation.data)
            value["data"] = json::object{{"from", rules::dates::format_iso(explanation.data->first)},
                                         {"to", rules::dates::format_iso(explanation.data->last)}};
        value["request"] = nullptr;
        if (const auto* request = explanation.request)
            value["request"] =
                json::object{{"asked", rules::dates::format_iso(request->asked)}, {"basis", request->basis}};
        value["form"] = rule.form;
        value["how"] = rule.how;
        if (!explanation.collected) return;
        json::array missing;
        for (const auto& one : explanation.collected->missing) missing.emplace_back(book_.units[one.unit].id);
        value["collected"] = json::object{{"rule", book_.reports[*rule.collects].id},
                                          {"asked", explanation.collected->asked},
                                          {"missing", std::move(missing)}};
    }

    const Explained& explained_;
    const model::RuleBook& book_;
    rules::dates::LocalTime now_;
};

}  // namespace

json::object explained_json(Context& context, const Explained& explained, rules::dates::LocalTime now) {
    const auto& book = context.site().book;
    const PeriodWriter writer(explained, book, now);
    json::array periods;
    for (std::size_t i = 0; i < explained.periods.size(); ++i)
        periods.push_back(writer.write(explained.periods[i], explained.stops[i]));
    json::array answers;
    for (const auto& answer : explained.answers) answers.push_back(answer_json(context, answer));
    return {{"subject", explained.subject.key.text()},
            {"title", explained.subject.title},
            {"on", rules::dates::format_iso(rules::dates::date_of(now))},
            {"unit", explained.unit ? json::value(book.units[*explained.unit].id) : nullptr},
            {"events", json::array(explained.events.begin(), explained.events.end())},
            {"answers", std::move(answers)},
            {"nothing_open", explained.nothing_open},
            {"periods", std::move(periods)}};
}

}  // namespace dondoc::cli
