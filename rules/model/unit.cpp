#include "rules/model/unit.hpp"

#include "rules/model/nearest.hpp"
#include "rules/model/unit_names.hpp"

#include <algorithm>

namespace rules::model {
namespace {

constexpr std::size_t longest_name_compared = 200;

}  // namespace

bool is_unit_id(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::optional<UnitIndex> UnitDirectory::find(std::string_view id) const {
    const auto entry = by_id_.find(id);
    return entry == by_id_.end() ? std::nullopt : std::optional(entry->second);
}

std::optional<UnitIndex> UnitDirectory::find_by_name(std::string_view name) const {
    const auto found = find_all_by_name(name);
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::vector<UnitIndex> UnitDirectory::find_all_by_name(std::string_view name, std::optional<dates::Date> on) const {
    const auto entry = by_name_.find(exact_name_key(name));
    if (entry == by_name_.end()) return {};
    std::vector<Name> names;
    for (const Bearer& bearer : entry->second) names.push_back({bearer.unit, {}, bearer.ends});
    return bearers(names, on);
}

std::vector<UnitDirectory::Name> UnitDirectory::names() const {
    std::vector<Name> names;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const Unit& unit = units_[i];
        const auto ends = unit.replaced ? std::optional(unit.replaced->on) : std::nullopt;
        const auto index = static_cast<UnitIndex>(i);
        names.push_back({index, unit.name, ends});
        for (const std::string& alias : unit.aliases) names.push_back({index, alias, ends});
        for (const FormerName& former : unit.former)
            names.push_back({index, former.name, former.until + std::chrono::days{1}});
    }
    return names;
}

std::vector<UnitIndex> UnitDirectory::bearers(std::span<const Name> names, std::optional<dates::Date> on) const {
    if (names.empty()) return {};
    constexpr dates::Date never = dates::Date::max();
    const auto end = [never](const Name& name) { return name.ends.value_or(never); };
    dates::Date last = dates::Date::min();
    for (const Name& name : names) last = std::max(last, end(name));
    // Today is later than any change that the register tells of as done.
    const dates::Date day = std::min(on.value_or(last - std::chrono::days{1}), last - std::chrono::days{1});
    std::vector<UnitIndex> found;
    for (const Name& name : names) {
        if (end(name) <= day) continue;
        const bool later_bearer = std::any_of(names.begin(), names.end(), [&](const Name& other) {
            return other.unit != name.unit && end(other) > day && end(other) < end(name) &&
                   (!parent(other.unit) || !parent(name.unit) || parent(other.unit) == parent(name.unit) ||
                    follows(name.unit, other.unit));
        });
        if (!later_bearer && std::find(found.begin(), found.end(), name.unit) == found.end())
            found.push_back(name.unit);
    }
    return found;
}

std::span<const UnitIndex> UnitDirectory::expand(UnitIndex index) const noexcept {
    return expansion_[static_cast<std::size_t>(index)];
}

std::optional<UnitIndex> UnitDirectory::parent(UnitIndex index) const noexcept {
    return parents_[static_cast<std::size_t>(index)];
}

bool UnitDirectory::has_ended(UnitIndex index, dates::Date day) const noexcept {
    const auto& replaced = (*this)[index].replaced;
    return replaced && replaced->on <= day;
}

bool UnitDirectory::follows(UnitIndex successor, UnitIndex unit) const {
    const auto all = successors(unit, dates::Date::max());
    return std::find(all.begin(), all.end(), successor) != all.end();
}

std::vector<UnitIndex> UnitDirectory::successors(UnitIndex index, dates::Date day) const {
    std::vector<UnitIndex> path{index};
    std::vector<UnitIndex> found;
    std::vector<bool> seen(units_.size());
    while (!path.empty()) {
        const UnitIndex unit = path.back();
        path.pop_back();
        if (seen[static_cast<std::size_t>(unit)]) continue;
        seen[static_cast<std::size_t>(unit)] = true;
        if (!has_ended(unit, day)) {
            found.push_back(unit);
            continue;
        }
        const auto& next = successors_[static_cast<std::size_t>(unit)];
        path.insert(path.end(), next.rbegin(), next.rend());
    }
    return found;
}

std::optional<UnitIndex> UnitDirectory::heir(UnitIndex index, dates::Date day, std::string_view subject) const {
    while (has_ended(index, day)) {
        const auto& next = successors_[static_cast<std::size_t>(index)];
        if (next.size() == 1) {
            index = next.front();
            continue;
        }
        const auto& duties = (*this)[index].replaced->duties;
        const auto whole = subject.substr(0, subject.find('/'));
        auto duty = std::find_if(duties.begin(), duties.end(), [&](const auto& d) { return d.subject == subject; });
        if (duty == duties.end())
            duty = std::find_if(duties.begin(), duties.end(), [&](const auto& d) { return d.subject == whole; });
        const auto taker = duty == duties.end() ? std::nullopt : find(duty->unit);
        if (!taker || std::find(next.begin(), next.end(), *taker) == next.end()) return std::nullopt;
        index = *taker;
    }
    return index;
}

std::string UnitDirectory::nearest(std::string_view name) const {
    if (name.empty() || name.size() > longest_name_compared) return {};
    if (is_unit_id(name)) {
        Nearest ids(name);
        for (const Unit& unit : units_) ids.offer(unit.id);
        if (std::string id = ids.take(); !id.empty()) return id;
    }
    Nearest names(name);
    for (const Unit& unit : units_) {
        names.offer(unit.name);
        for (const std::string& alias : unit.aliases) names.offer(alias);
    }
    return names.take();
}

}  // namespace rules::model
