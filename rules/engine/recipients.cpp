#include "rules/engine/recipients.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using model::Audience;
using model::Recipient;
using model::UnitIndex;

class Resolver {
public:
    Resolver(const model::Occurrence& occurrence, dates::Date day, const model::Snapshot& snapshot,
             const model::RuleBook& book, std::vector<Recipient>& out)
        : occurrence_(occurrence),
          day_(day),
          snapshot_(snapshot),
          book_(book),
          units_(book.units),
          out_(out),
          begin_(out.size()) {}

    void add(const Audience& audience) {
        add_meant(audience);
        if (out_.size() == begin_ && audience.kind != Audience::Kind::support) add_all(units_.planning_office());
        if (out_.size() - begin_ > 1) drop_repeated();
        if (audience.kind == Audience::Kind::support) drop_leads();
    }

private:
    void add_meant(const Audience& audience) {
        switch (audience.kind) {
            case Audience::Kind::lead: return for_each_lead([this](UnitIndex unit) { add_unit(unit); });
            case Audience::Kind::support: return add_supports();
            case Audience::Kind::unit_head: return for_each_lead([this](UnitIndex unit) { add_head(unit); });
            case Audience::Kind::unit_parent: return for_each_lead([this](UnitIndex unit) { add_parent(unit); });
            case Audience::Kind::planning_office: return add_all(units_.planning_office());
            case Audience::Kind::leadership: return add_all(units_.leadership());
            case Audience::Kind::recipient: return add_recipient_of_report();
            case Audience::Kind::collector: return add_collector_of_report();
            case Audience::Kind::unit: return add_all(audience.unit);
            case Audience::Kind::address:
                return out_.push_back({units_.planning_office().value_or(UnitIndex{}), false, audience.address});
        }
    }

    const model::ReportRule* report() const {
        const bool of_rule =
            occurrence_.kind == model::SubjectKind::report || occurrence_.kind == model::SubjectKind::indicator;
        return of_rule ? &book_.reports[occurrence_.index] : nullptr;
    }

    void add_recipient_of_report() {
        if (report() != nullptr) add_all(report()->to);
    }

    /// What is sent straight to its recipient has nobody between.
    void add_collector_of_report() {
        if (report() != nullptr) add_all(report()->via ? report()->via : report()->to);
    }

    template <class Visit>
    void for_each_lead(Visit visit) const {
        const auto visit_heir = [&](UnitIndex unit) {
            if (const auto who = heir(unit)) visit(*who);
        };
        if (occurrence_.kind == model::SubjectKind::report) return visit_heir(occurrence_.reporter);
        if (occurrence_.kind != model::SubjectKind::assignment) {
            for (const UnitIndex unit : model::responsible_units(occurrence_, snapshot_, book_)) visit_heir(unit);
            return;
        }
        for (const UnitIndex written : snapshot_.assignments[occurrence_.index].leads) {
            for (const UnitIndex unit : units_.expand(written)) visit_heir(unit);
        }
    }

    void add_supports() {
        if (occurrence_.kind != model::SubjectKind::assignment) return;
        for (const UnitIndex written : snapshot_.assignments[occurrence_.index].supports) add_all(written);
    }

    void add_head(UnitIndex unit) {
        if (units_[unit].head.empty()) return add_parent(unit);
        out_.push_back({unit, true});
    }

    void add_parent(UnitIndex unit) {
        const auto parent = units_.parent(unit);
        add_all(parent ? parent : units_.planning_office());
    }

    void add_all(const std::optional<UnitIndex>& unit_or_group) {
        if (!unit_or_group) return;
        for (const UnitIndex unit : units_.expand(*unit_or_group)) {
            if (const auto who = heir(unit)) add_unit(*who);
        }
    }

    /// Who has the unit's duty on the day; the planning office where a person must settle that first.
    std::optional<UnitIndex> heir(UnitIndex unit) const {
        if (!units_.has_ended(unit, day_)) return unit;
        const auto who = units_.heir(unit, day_, model::subject_key(occurrence_, snapshot_, book_).base);
        return who ? who : units_.planning_office();
    }

    void add_unit(UnitIndex unit) { out_.push_back({unit, false}); }

    std::vector<Recipient>::iterator begin() const { return out_.begin() + static_cast<std::ptrdiff_t>(begin_); }

    void drop_repeated() {
        std::sort(begin(), out_.end());
        out_.erase(std::unique(begin(), out_.end()), out_.end());
    }

    void drop_leads() {
        if (out_.size() == begin_) return;
        std::vector<UnitIndex> leads;
        for_each_lead([&leads](UnitIndex unit) { leads.push_back(unit); });
        std::sort(leads.begin(), leads.end());
        const auto leads_too = [&leads](const Recipient& recipient) {
            return std::binary_search(leads.begin(), leads.end(), recipient.unit);
        };
        out_.erase(std::remove_if(begin(), out_.end(), leads_too), out_.end());
    }

    const model::Occurrence& occurrence_;
    dates::Date day_;
    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    const model::UnitDirectory& units_;
    std::vector<Recipient>& out_;
    std::size_t begin_;
};

}  // namespace

void add_recipients(const Audience& audience, const model::Occurrence& occurrence, dates::Date day,
                    const model::Snapshot& snapshot, const model::RuleBook& book, std::vector<Recipient>& out) {
    Resolver(occurrence, day, snapshot, book, out).add(audience);
}

}  // namespace rules::engine
