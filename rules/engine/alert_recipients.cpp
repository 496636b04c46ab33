#include "rules/engine/alert_recipients.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using Kind = model::Audience::Kind;
using model::Recipient;
using model::UnitIndex;

class Resolver {
public:
    Resolver(const std::vector<UnitIndex>& units, dates::Date today, const model::UnitDirectory& directory)
        : concerned_(units), today_(today), units_(directory) {}

    void add(const model::Audience& audience) {
        const std::size_t before = out_.size();
        if (audience.kind == Kind::lead) {
            for (const UnitIndex unit : concerned_) out_.push_back({unit, false});
        } else if (audience.kind == Kind::unit_head) {
            for (const UnitIndex unit : concerned_) add_head(unit);
        } else if (audience.kind == Kind::unit_parent) {
            for (const UnitIndex unit : concerned_) add_parent(unit);
        } else if (audience.kind == Kind::leadership) {
            add_unit(units_.leadership());
        } else if (audience.kind == Kind::unit) {
            add_unit(audience.unit);
        } else if (audience.kind == Kind::address) {
            out_.push_back({units_.planning_office().value_or(UnitIndex{}), false, audience.address});
        }
        if (out_.size() == before) add_unit(units_.planning_office());
    }

    std::vector<Recipient> take() {
        std::sort(out_.begin(), out_.end());
        out_.erase(std::unique(out_.begin(), out_.end()), out_.end());
        return std::move(out_);
    }

private:
    void add_unit(std::optional<UnitIndex> unit) {
        if (!unit) return;
        if (!units_.has_ended(*unit, today_)) return out_.push_back({*unit, false});
        for (const UnitIndex successor : units_.successors(*unit, today_)) out_.push_back({successor, false});
    }

    void add_head(UnitIndex unit) {
        if (units_[unit].head.empty()) return add_parent(unit);
        out_.push_back({unit, true});
    }

    void add_parent(UnitIndex unit) {
        const auto parent = units_.parent(unit);
        add_unit(parent ? parent : units_.planning_office());
    }

    const std::vector<UnitIndex>& concerned_;
    dates::Date today_;
    const model::UnitDirectory& units_;
    std::vector<Recipient> out_;
};

}  // namespace

std::vector<Recipient> alert_recipients(const model::Check& check, const std::vector<UnitIndex>& units,
                                        dates::Date today, const model::RuleBook& book) {
    Resolver resolver(units, today, book.units);
    for (const model::Audience& audience : check.to) resolver.add(audience);
    return resolver.take();
}

}  // namespace rules::engine
