#include "rules/engine/check_instances.hpp"

#include "rules/model/check_fields.hpp"

#include <array>
#include <cassert>

namespace rules::engine {
namespace {

using model::CheckField;
using model::CheckValue;
namespace tables = model::check_field_tables;

template <class T>
struct Getter {
    std::string_view name;
    CheckValue (*get)(const T&);
};

/// Whether values stand in the order of the fields they are of.
template <class T, std::size_t Size>
constexpr bool in_order(const std::array<Getter<T>, Size>& getters, const std::array<CheckField, Size>& fields) {
    for (std::size_t i = 0; i < Size; ++i) {
        if (getters[i].name != fields[i].name) return false;
    }
    return true;
}

CheckValue number(std::int64_t value) {
    return value;
}

CheckValue rate(const model::Rate& value) {
    return value.denominator == 0 ? CheckValue() : CheckValue(value);
}

template <model::Status status>
CheckValue count_of(const Tally& tally) {
    return number(tally.of(status));
}

using S = model::Status;
constexpr std::array<Getter<Tally>, tables::tally.size()> tally_values{{
    {"not_due", count_of<S::not_due>},
    {"due_soon", count_of<S::due_soon>},
    {"overdue", count_of<S::overdue>},
    {"done_on_time", count_of<S::done_on_time>},
    {"done_late", count_of<S::done_late>},
    {"waiting", count_of<S::waiting>},
    {"continuous", count_of<S::continuous>},
    {"cancelled", count_of<S::cancelled>},
    {"unresolved", count_of<S::unresolved>},
    {"assigned", [](const Tally& t) { return number(t.assigned()); }},
    {"carried_over", [](const Tally& t) { return number(t.carried_over); }},
    {"open", [](const Tally& t) { return number(t.open()); }},
    {"done", [](const Tally& t) { return number(t.done()); }},
    {"fell_due", [](const Tally& t) { return number(t.fell_due()); }},
    {"on_time_rate", [](const Tally& t) { return rate(t.on_time()); }},
    {"on_time_rate_all", [](const Tally& t) { return rate(t.on_time_all()); }},
    {"days_overdue", [](const Tally& t) { return number(t.days_overdue); }},
    {"days_overdue_total", [](const Tally& t) { return number(t.days_overdue_total); }},
    {"update_rate", [](const Tally& t) { return rate(t.updated); }},
}};
static_assert(in_order(tally_values, tables::tally));

constexpr std::array<Getter<ReportTally>, tables::report_tally.size()> report_tally_values{{
    {"reports_asked", [](const ReportTally& t) { return number(t.asked); }},
    {"reports_on_time", [](const ReportTally& t) { return number(t.on_time); }},
    {"reports_late", [](const ReportTally& t) { return number(t.late); }},
    {"reports_missing", [](const ReportTally& t) { return number(t.missing); }},
    {"reports_on_time_rate", [](const ReportTally& t) { return rate(t.on_time_rate()); }},
    {"consecutive_late_reports", [](const ReportTally& t) { return number(t.consecutive_late); }},
}};
static_assert(in_order(report_tally_values, tables::report_tally));

constexpr std::array<Getter<ValueTally>, tables::value_tally.size()> value_tally_values{{
    {"values_asked", [](const ValueTally& t) { return number(t.asked); }},
    {"values_on_time", [](const ValueTally& t) { return number(t.on_time); }},
    {"values_late", [](const ValueTally& t) { return number(t.late); }},
    {"values_missing", [](const ValueTally& t) { return number(t.missing); }},
    {"values_off_target", [](const ValueTally& t) { return number(t.off_target); }},
}};
static_assert(in_order(value_tally_values, tables::value_tally));

constexpr std::array<Getter<model::Plan>, tables::plan_own.size()> plan_values{{
    {"id", [](const model::Plan& p) { return CheckValue(std::string_view(p.id)); }},
    {"number", [](const model::Plan& p) { return CheckValue(std::string_view(p.number)); }},
    {"title", [](const model::Plan& p) { return CheckValue(std::string_view(p.title)); }},
    {"year", [](const model::Plan& p) { return number(p.year); }},
}};
static_assert(in_order(plan_values, tables::plan_own));

constexpr std::array<Getter<model::ChannelCounts>, model::channel_check_fields.size()> channel_values{{
    {"id", [](const model::ChannelCounts& c) { return CheckValue(std::string_view(c.id)); }},
    {"sent", [](const model::ChannelCounts& c) { return number(c.sent); }},
    {"dead", [](const model::ChannelCounts& c) { return number(c.dead); }},
    {"waiting", [](const model::ChannelCounts& c) { return number(c.waiting); }},
    {"oldest_waiting_hours",
     [](const model::ChannelCounts& c) {
         return c.oldest_waiting_hours ? number(*c.oldest_waiting_hours) : CheckValue();
     }},
}};
static_assert(in_order(channel_values, model::channel_check_fields));

/// Positions among what the two kinds of subject have in common; the names are checked below.
enum Common : std::size_t { id, plan, leads, period, status, due, days_left, days_overdue, common_size };
static_assert(tables::subject.size() == common_size && tables::subject[id].name == "id" &&
              tables::subject[plan].name == "plan" && tables::subject[leads].name == "leads" &&
              tables::subject[period].name == "period" && tables::subject[status].name == "status" &&
              tables::subject[due].name == "due" && tables::subject[days_left].name == "days_left" &&
              tables::subject[days_overdue].name == "days_overdue");

enum OfAssignment : std::size_t { supports, extended, percent, days_since_update, assignment_title };
static_assert(tables::assignment_own[supports].name == "supports" &&
              tables::assignment_own[extended].name == "extended" &&
              tables::assignment_own[percent].name == "percent" &&
              tables::assignment_own[days_since_update].name == "days_since_update" &&
              tables::assignment_own[assignment_title].name == "title");

enum OfReport : std::size_t { rule, report_title, to };
static_assert(tables::report_own[rule].name == "rule" && tables::report_own[report_title].name == "title" &&
              tables::report_own[to].name == "to");

std::vector<std::string_view> ids_of(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& all) {
    std::vector<std::string_view> ids;
    for (const model::UnitIndex written : units) {
        for (const model::UnitIndex unit : all.expand(written)) ids.emplace_back(all[unit].id);
    }
    return ids;
}

}  // namespace

UnitInstance::UnitInstance(const model::Unit& unit, const UnitStatistics& statistics)
    : unit_(unit), statistics_(statistics), tags_(unit.tags.begin(), unit.tags.end()) {}

CheckValue UnitInstance::value(std::size_t field) const {
    switch (field) {
        case 0: return std::string_view(unit_.id);
        case 1: return std::string_view(unit_.name);
        case 2: return std::string_view(unit_.parent);
        case 3: return std::span<const std::string_view>(tags_);
        default: break;
    }
    static_assert(tables::unit_own.size() == 4);
    field -= tables::unit_own.size();
    if (field < tally_values.size()) return tally_values[field].get(statistics_.assignments);
    field -= tally_values.size();
    if (field < report_tally_values.size()) return report_tally_values[field].get(statistics_.reports);
    return value_tally_values.at(field - report_tally_values.size()).get(statistics_.values);
}

CheckValue PlanInstance::value(std::size_t field) const {
    if (field < plan_values.size()) return plan_values[field].get(plan_);
    return tally_values.at(field - plan_values.size()).get(tally_);
}

CheckValue ChannelInstance::value(std::size_t field) const {
    return channel_values.at(field).get(counts_);
}

SubjectInstance::SubjectInstance(const Standing& standing, const model::Snapshot& snapshot, const model::RuleBook& book,
                                 dates::Date today, std::string_view title)
    : standing_(standing),
      snapshot_(snapshot),
      book_(book),
      today_(today),
      title_(title),
      key_(model::subject_key(standing.occurrence, snapshot, book).text()),
      period_(standing.occurrence.part_key()),
      units_(responsible_units(standing.occurrence, today, snapshot, book)),
      leads_(ids_of(units_, book.units)) {
    if (standing.occurrence.kind == model::SubjectKind::assignment)
        supports_ = ids_of(snapshot.assignments[standing.occurrence.index].supports, book.units);
}

CheckValue SubjectInstance::value(std::size_t field) const {
    if (field < common_size) return common(field);
    field -= common_size;
    return standing_.occurrence.kind == model::SubjectKind::report ? of_report(field) : of_assignment(field);
}

CheckValue SubjectInstance::common(std::size_t field) const {
    const model::Occurrence& occurrence = standing_.occurrence;
    const bool report = occurrence.kind == model::SubjectKind::report;
    switch (static_cast<Common>(field)) {
        case id: return std::string_view(key_);
        case plan:
            return report ? std::string_view(book_.reports[occurrence.index].basis)
                          : std::string_view(snapshot_.plans[snapshot_.assignments[occurrence.index].plan].id);
        case leads: return std::span<const std::string_view>(leads_);
        case period: return std::string_view(period_);
        case status: return model::status_name(standing_.status);
        case due: return occurrence.has_due ? CheckValue(occurrence.due) : CheckValue();
        case days_left: return occurrence.has_due ? number((occurrence.due - today_).count()) : CheckValue();
        case days_overdue: return number(standing_.status == S::overdue ? (today_ - occurrence.due).count() : 0);
        case common_size: break;
    }
    return {};
}

CheckValue SubjectInstance::of_assignment(std::size_t field) const {
    switch (static_cast<OfAssignment>(field)) {
        case supports: return std::span<const std::string_view>(supports_);
        case extended: return number(standing_.occurrence.version - 1);
        case percent: {
            const model::Progress* const progress = newest_progress(standing_);
            return progress != nullptr && progress->percent ? number(*progress->percent) : CheckValue();
        }
        case days_since_update: {
            const model::Progress* const progress = newest_progress(standing_);
            return progress != nullptr ? number((today_ - progress->on).count()) : CheckValue();
        }
        case assignment_title: break;
    }
    return title_.empty() ? std::string_view(key_) : title_;
}

CheckValue SubjectInstance::of_report(std::size_t field) const {
    const model::ReportRule& report = book_.reports[standing_.occurrence.index];
    switch (static_cast<OfReport>(field)) {
        case rule: return std::string_view(report.id);
        case report_title: return std::string_view(report.title);
        case to: break;
    }
    return report.to ? CheckValue(std::string_view(book_.units[*report.to].id)) : CheckValue();
}

}  // namespace rules::engine
