#include "rules/engine/indicator_instance.hpp"

#include "rules/model/check_fields.hpp"

namespace rules::engine {
namespace {

using model::CheckValue;

enum Field : std::size_t {
    id,
    plan,
    name,
    leads,
    period,
    status,
    due,
    days_left,
    days_overdue,
    value_field,
    standing_field,
    target,
    rule,
    field_count
};
constexpr auto& fields = model::indicator_check_fields;
static_assert(fields.size() == field_count && fields[id].name == "id" && fields[plan].name == "plan" &&
              fields[name].name == "name" && fields[leads].name == "leads" && fields[period].name == "period" &&
              fields[status].name == "status" && fields[due].name == "due" && fields[days_left].name == "days_left" &&
              fields[days_overdue].name == "days_overdue" && fields[value_field].name == "value" &&
              fields[standing_field].name == "standing" && fields[target].name == "target" &&
              fields[rule].name == "rule");

std::string words_of(const std::vector<const model::Target*>& targets) {
    std::string words;
    for (const model::Target* each : targets) words += (words.empty() ? "" : "; ") + each->words;
    return words;
}

}  // namespace

model::IndicatorStanding standing_of(const model::Occurrence& occurrence, const model::Snapshot& snapshot) {
    const model::TrackedIndicator& indicator = snapshot.indicators[occurrence.indicator];
    const int year = occurrence.period ? occurrence.period->year : dates::year_of(occurrence.due);
    const std::string key = occurrence.period ? occurrence.period->key() : std::to_string(year);
    return model::indicator_standing(model::Wanted{indicator.baseline, indicator.targets}, indicator.measures, key,
                                     year);
}

IndicatorInstance::IndicatorInstance(const Standing& standing, const model::Snapshot& snapshot,
                                     const model::RuleBook& book, dates::Date today)
    : standing_(standing),
      snapshot_(snapshot),
      book_(book),
      today_(today),
      key_(model::subject_key(standing.occurrence, snapshot, book).text()),
      period_(standing.occurrence.part_key()),
      units_(responsible_units(standing.occurrence, today, snapshot, book)),
      reached_(standing_of(standing.occurrence, snapshot)),
      target_(words_of(reached_.targets)) {
    for (const model::UnitIndex unit : units_) leads_.emplace_back(book.units[unit].id);
}

const model::TrackedIndicator& IndicatorInstance::indicator() const {
    return snapshot_.indicators[standing_.occurrence.indicator];
}

CheckValue IndicatorInstance::value(std::size_t field) const {
    const model::Occurrence& occurrence = standing_.occurrence;
    switch (static_cast<Field>(field)) {
        case id: return std::string_view(key_);
        case plan: return std::string_view(snapshot_.plans[indicator().plan].id);
        case name: return std::string_view(indicator().name);
        case leads: return std::span<const std::string_view>(leads_);
        case period: return std::string_view(period_);
        case status: return model::status_name(standing_.status);
        case due: return occurrence.due;
        case days_left: return std::int64_t{(occurrence.due - today_).count()};
        case days_overdue:
            return std::int64_t{standing_.status == model::Status::overdue ? (today_ - occurrence.due).count() : 0};
        case value_field:
            return reached_.measure != nullptr && reached_.measure->value ? CheckValue(*reached_.measure->value)
                                                                          : CheckValue();
        case standing_field: return model::standing_name(reached_.standing);
        case target: return std::string_view(target_);
        case rule: return std::string_view(book_.reports[occurrence.index].id);
        case field_count: break;
    }
    return {};
}

}  // namespace rules::engine
