#include "tests/rules/engine/world.hpp"

#include <fmt/format.h>
#include <charconv>
#include <stdexcept>

namespace rules::engine::test {
namespace {

using model::Audience;
using model::Policy;
using model::Stage;
using model::Unit;

class Always : public model::Condition {
public:
    tl::expected<bool, std::string> holds(const model::SubjectView&) const override { return true; }
    std::optional<bool> constant_for(model::SubjectKind) const override { return true; }
};

Unit unit(std::string id, std::string parent = {}) {
    Unit made;
    made.name = "Đơn vị " + id;
    made.id = std::move(id);
    made.parent = std::move(parent);
    return made;
}

std::vector<Unit> units() {
    Unit with_head = unit("so-a", "so-y-te");
    with_head.head = {{"mail", "giam-doc@so-a.example"}};
    Unit communes = unit("cac-xa");
    communes.members = {"xa-1", "xa-2", "xa-3"};
    Unit all = unit("tat-ca");
    all.members = {"so-a", "cac-xa"};
    return {unit("ke-hoach"), unit("ban-giam-doc"), unit("so-y-te"), with_head, unit("so-b", "so-y-te"),
            unit("xa-1"),     unit("xa-2"),         unit("xa-3"),    communes,  all};
}

std::vector<dates::DayOff> days_off(std::string_view name, std::initializer_list<const char*> days) {
    std::vector<dates::DayOff> entries;
    for (const char* iso : days) entries.push_back({day(iso), std::string(name), "TB 9441/TB-BNV"});
    return entries;
}

Stage stage(Stage::Kind kind, std::string_view text, Audience::Kind audience) {
    Stage made;
    made.kind = kind;
    made.offset = offset(text);
    made.audience.kind = audience;
    return made;
}

}  // namespace

dates::Date day(std::string_view iso) {
    return dates::parse_iso(iso).value();
}
dates::LocalTime time(std::string_view iso) {
    return dates::parse_iso_time(iso).value();
}

dates::Calendar calendar_2026() {
    dates::CalendarYear year;
    year.year = 2026;
    year.status = dates::YearStatus::confirmed;
    const auto add = [&year](std::string_view name, std::initializer_list<const char*> days) {
        for (dates::DayOff& entry : days_off(name, days)) year.days_off.push_back(std::move(entry));
    };
    add("Tết Dương lịch", {"2026-01-01"});
    add("Nghỉ hoán đổi", {"2026-01-02", "2026-08-31"});
    add("Tết Nguyên đán", {"2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"});
    add("Giỗ Tổ Hùng Vương", {"2026-04-27"});
    add("Ngày Chiến thắng", {"2026-04-30"});
    add("Quốc tế Lao động", {"2026-05-01"});
    add("Quốc khánh", {"2026-09-01", "2026-09-02"});
    add("Ngày Văn hóa Việt Nam", {"2026-11-24"});
    year.worked = days_off("Làm bù", {"2026-01-10", "2026-08-22"});
    return dates::Calendar({year});
}

model::Offset offset(std::string_view text) {
    model::Offset made;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made.count);
    const std::string_view unit(end, text.data() + text.size());
    if (error != std::errc{} || (unit != "d" && unit != "wd")) throw std::invalid_argument(std::string(text));
    made.working = unit == "wd";
    return made;
}

Stage before(std::string_view text, Audience::Kind audience) {
    return stage(Stage::Kind::before, text, audience);
}

Stage every(std::string_view text, std::string_view until, Audience::Kind audience) {
    Stage made = stage(Stage::Kind::every, text, audience);
    if (!until.empty()) made.until = offset(until);
    return made;
}

Stage after(std::string_view text, Audience::Kind audience, model::Severity severity) {
    Stage made = stage(Stage::Kind::after, text, audience);
    made.severity = severity;
    return made;
}

Policy policy(std::vector<Stage> stages) {
    Policy made;
    made.id = "thu";
    made.condition = std::make_shared<Always>();
    made.stages = std::move(stages);
    return made;
}

World::World() {
    std::vector<model::UnitDirectory::Fault> faults;
    book.units = model::UnitDirectory::make(units(), {"ke-hoach", "ban-giam-doc"}, faults);
    book.calendar = calendar_2026();
    book.policies = {policy({before("30d"), before("14d"), before("7d"), before("3wd"), before("1wd"), before("0d")})};
    model::Plan plan;
    plan.id = "142-kh-ubnd-2025";
    plan.year = 2026;
    snapshot.plans = {plan};
    snapshot.tracking_since = day("2026-01-01");
    snapshot.evaluated_until = time("2026-01-01T08:00:00");
    snapshot.assignments.reserve(1000);  // so that references given out stay good
    snapshot.facts.reserve(1000);
}

model::UnitIndex World::unit(std::string_view id) const {
    return book.units.find(id).value();
}

model::Assignment& World::add(std::string_view due) {
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::fixed;
    meaning.due = day(due);
    return add(meaning);
}

model::Assignment& World::add(const deadlines::Meaning& meaning) {
    model::Assignment assignment;
    assignment.seq = static_cast<std::uint32_t>(snapshot.assignments.size() + 1);
    assignment.deadline = meaning;
    assignment.leads = {unit("so-a")};
    snapshot.assignments.push_back(std::move(assignment));
    return snapshot.assignments.back();
}

model::SubjectFacts& World::facts(model::Assignment& assignment) {
    if (assignment.facts == model::Assignment::no_facts) {
        assignment.facts = static_cast<std::uint32_t>(snapshot.facts.size());
        snapshot.facts.emplace_back();
    }
    return snapshot.facts[assignment.facts];
}

model::SubjectFacts& World::report_facts(std::string_view key) {
    const auto [entry, added] =
        snapshot.report_facts.emplace(std::string(key), static_cast<std::uint32_t>(snapshot.facts.size()));
    if (added) snapshot.facts.emplace_back();
    return snapshot.facts[entry->second];
}

model::Decision World::evaluate(std::string_view after_time, std::string_view until) const {
    return engine::evaluate(snapshot, book, {time(after_time), time(until)});
}

model::Decision World::evaluate_from_start(std::string_view until) const {
    return engine::evaluate(snapshot, book, {std::nullopt, time(until)});
}

std::string line(const model::Reminder& reminder, const World& world) {
    using Outcome = model::Reminder::Outcome;
    const model::Stage& stage = world.book.policies[reminder.policy].stages[reminder.stage];
    std::string text = fmt::format("{} {} {}", dates::format_iso(reminder.day),
                                   model::stage_name(stage, reminder.repeat, reminder.occurrence.round),
                                   model::recipient_name(reminder.recipient, world.book));
    if (reminder.outcome == Outcome::merged) text += " merged";
    if (reminder.outcome == Outcome::skipped) text += " skipped";
    if (reminder.late) text += " late";
    return text;
}

std::vector<std::string> lines(const model::Decision& decision, const World& world) {
    std::vector<std::string> all;
    for (const model::Reminder& reminder : decision.reminders) all.push_back(line(reminder, world));
    return all;
}

std::vector<std::string> day_by_day(const World& world, std::string_view first, std::string_view last) {
    std::vector<std::string> all;
    const Agenda agenda(world.snapshot, world.book, day(last));
    const auto at_eight = [](dates::Date date) { return dates::at(date, std::chrono::hours{8}); };
    for (dates::Date date = day(first); date <= day(last); date += std::chrono::days{1}) {
        const auto decision = agenda.evaluate({at_eight(date - std::chrono::days{1}), at_eight(date)});
        for (std::string& text : lines(decision, world)) all.push_back(std::move(text));
    }
    return all;
}

std::vector<std::string> days_of(const std::vector<std::string>& all) {
    std::vector<std::string> days;
    for (const std::string& text : all) days.push_back(text.substr(0, text.find(' ', text.find(' ') + 1)));
    return days;
}

}  // namespace rules::engine::test
