#include "rules/model/nearest.hpp"
#include "rules/model/unit.hpp"
#include "rules/model/unit_names.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace rules::model {
namespace {

UnitIndex index_of(std::size_t position) noexcept {
    return static_cast<UnitIndex>(position);
}

std::string did_you_mean(const std::string& candidate) {
    return candidate.empty() ? "" : fmt::format("; ý là \"{0}\"? (did you mean \"{0}\"?)", candidate);
}

}  // namespace

/// Builds a directory step by step; each step reports what is wrong with its part and goes on.
class UnitDirectory::Maker {
public:
    Maker(UnitDirectory& directory, std::vector<Fault>& faults) : directory_(directory), faults_(faults) {}

    void run(const Roles& roles) {
        index_ids();
        index_names();
        link_parents();
        link_successors();
        expand_groups();
        directory_.planning_office_ = role(roles.planning_office, "planning_office");
        directory_.leadership_ = role(roles.leadership, "leadership");
    }

private:
    enum class State : std::uint8_t { untouched, open, done };

    const std::vector<Unit>& units() const noexcept { return directory_.units_; }

    template <class... Args>
    void fault(std::size_t unit, fmt::format_string<Args...> text, Args&&... args) {
        faults_.push_back({unit, fmt::format(text, std::forward<Args>(args)...)});
    }

    void index_ids() {
        for (std::size_t i = 0; i < units().size(); ++i) {
            const std::string& id = units()[i].id;
            if (!is_unit_id(id)) {
                fault(i,
                      "mã đơn vị \"{0}\" chỉ được gồm a-z, 0-9 và dấu - (unit id \"{0}\" may only hold a-z, 0-9 and -)",
                      id);
            }
            if (!directory_.by_id_.emplace(id, index_of(i)).second) {
                fault(i, "mã đơn vị \"{0}\" đã có (duplicate unit id \"{0}\")", id);
            }
        }
    }

    void index_names() {
        for (std::size_t i = 0; i < units().size(); ++i) {
            const Unit& unit = units()[i];
            const auto ends = unit.replaced ? std::optional(unit.replaced->on) : std::nullopt;
            index_name(i, unit.name, ends);
            for (const std::string& alias : unit.aliases) index_name(i, alias, ends);
            for (const FormerName& former : unit.former) {
                const dates::Date after = former.until + std::chrono::days{1};
                index_name(i, former.name, ends ? std::min(*ends, after) : after);
            }
        }
    }

    void index_name(std::size_t i, const std::string& name, std::optional<dates::Date> ends) {
        std::string key = exact_name_key(name);
        if (key.empty()) {
            fault(i, "đơn vị \"{0}\" có tên trống (unit \"{0}\" has an empty name)", units()[i].id);
            return;
        }
        auto& bearers = directory_.by_name_[std::move(key)];
        for (const Bearer& other : bearers) {
            if (other.unit == index_of(i)) return;
            if (other.ends != ends || differ_in_parent(units()[i], directory_[other.unit])) continue;
            fault(i, "tên \"{0}\" chỉ cả \"{1}\" và \"{2}\" (name \"{0}\" means both \"{1}\" and \"{2}\")", name,
                  directory_[other.unit].id, units()[i].id);
            return;
        }
        bearers.push_back({index_of(i), ends});
    }

    static bool differ_in_parent(const Unit& a, const Unit& b) {
        return !a.parent.empty() && !b.parent.empty() && a.parent != b.parent;
    }

    void link_parents() {
        directory_.parents_.resize(units().size());
        for (std::size_t i = 0; i < units().size(); ++i) {
            const std::string& parent = units()[i].parent;
            if (parent.empty()) continue;
            directory_.parents_[i] = directory_.find(parent);
            if (!directory_.parents_[i]) {
                fault(i, "không có đơn vị cấp trên \"{0}\" (unknown parent \"{0}\"){1}", parent, suggest(parent));
            }
        }
        cut_parent_cycles();
    }

    /// Walks up from each unit; a walk that meets itself is a cycle, reported once and cut there.
    void cut_parent_cycles() {
        std::vector<State> states(units().size(), State::untouched);
        std::vector<std::size_t> path;
        for (std::size_t start = 0; start < units().size(); ++start) {
            path.clear();
            std::optional<UnitIndex> next = index_of(start);
            while (next && states[static_cast<std::size_t>(*next)] == State::untouched) {
                const auto i = static_cast<std::size_t>(*next);
                states[i] = State::open;
                path.push_back(i);
                next = directory_.parents_[i];
            }
            if (next && states[static_cast<std::size_t>(*next)] == State::open) {
                const std::size_t last = path.back();
                fault(last, "đơn vị cấp trên của \"{0}\" quay vòng (the parents of \"{0}\" form a cycle)",
                      units()[last].id);
                directory_.parents_[last].reset();
            }
            for (const std::size_t i : path) states[i] = State::done;
        }
    }

    void link_successors() {
        directory_.successors_.resize(units().size());
        for (std::size_t i = 0; i < units().size(); ++i) {
            if (!units()[i].replaced) continue;
            for (const std::string& id : units()[i].replaced->by) link_successor(i, id);
            for (const Replacement::Duty& duty : units()[i].replaced->duties) check_duty(i, duty);
        }
        states_.assign(units().size(), State::untouched);
        for (std::size_t i = 0; i < units().size(); ++i) cut_succession_cycle(i);
    }

    void link_successor(std::size_t i, const std::string& id) {
        const auto successor = directory_.find(id);
        if (!successor)
            fault(i, "không có đơn vị kế thừa \"{0}\" (unknown successor \"{0}\"){1}", id, suggest(id));
        else if (directory_[*successor].is_group())
            fault(i, "\"{0}\" là nhóm, không thể kế thừa (\"{0}\" is a group and cannot succeed a unit)", id);
        else
            directory_.successors_[i].push_back(*successor);
    }

    void check_duty(std::size_t i, const Replacement::Duty& duty) {
        const auto& by = units()[i].replaced->by;
        if (std::find(by.begin(), by.end(), duty.unit) != by.end()) return;
        fault(i, "\"{0}\" không nằm trong các đơn vị kế thừa (\"{0}\" is none of the successors)", duty.unit);
    }

    /// A successor that leads back to its own predecessor is reported and cut.
    void cut_succession_cycle(std::size_t start) {
        if (states_[start] != State::untouched) return;
        struct Step {
            std::size_t unit;
            std::size_t next = 0;
        };
        std::vector<Step> path{{start}};
        states_[start] = State::open;
        while (!path.empty()) {
            auto& [unit, next] = path.back();
            auto& successors = directory_.successors_[unit];
            if (next == successors.size()) {
                states_[unit] = State::done;
                path.pop_back();
                continue;
            }
            const auto i = static_cast<std::size_t>(successors[next]);
            if (states_[i] == State::open) {
                fault(unit,
                      "\"{0}\" kế thừa vòng tròn qua \"{1}\" (the successors of \"{0}\" form a cycle through \"{1}\")",
                      units()[unit].id, units()[i].id);
                successors.erase(successors.begin() + static_cast<std::ptrdiff_t>(next));
                continue;
            }
            ++next;
            if (states_[i] != State::untouched) continue;
            states_[i] = State::open;
            path.push_back({i});
        }
    }

    void expand_groups() {
        directory_.expansion_.resize(units().size());
        states_.assign(units().size(), State::untouched);
        for (std::size_t i = 0; i < units().size(); ++i) expand(i);
    }

    /// Recursion is as deep as groups hold groups; a depth beyond the limit is as wrong as a cycle.
    void expand(std::size_t i, int depth = 0) {
        if (states_[i] != State::untouched) return;
        states_[i] = State::open;
        std::vector<UnitIndex> expansion;
        if (!units()[i].is_group()) expansion.push_back(index_of(i));
        for (const std::string& member : units()[i].members) add_member(i, member, expansion, depth);
        add_tagged(i, expansion);
        std::sort(expansion.begin(), expansion.end());
        expansion.erase(std::unique(expansion.begin(), expansion.end()), expansion.end());
        directory_.expansion_[i] = std::move(expansion);
        states_[i] = State::done;
    }

    void add_member(std::size_t group, const std::string& id, std::vector<UnitIndex>& expansion, int depth) {
        constexpr int deepest = 50;
        const auto member = directory_.find(id);
        if (!member) {
            fault(group, "nhóm \"{0}\" có đơn vị không tồn tại \"{1}\" (group \"{0}\" has unknown member \"{1}\"){2}",
                  units()[group].id, id, suggest(id));
            return;
        }
        const auto i = static_cast<std::size_t>(*member);
        if (states_[i] == State::open || depth >= deepest) {
            fault(group, "nhóm \"{0}\" chứa chính nó qua \"{1}\" (group \"{0}\" contains itself through \"{1}\")",
                  units()[group].id, id);
            return;
        }
        expand(i, depth + 1);
        const auto& inner = directory_.expansion_[i];
        expansion.insert(expansion.end(), inner.begin(), inner.end());
    }

    void add_tagged(std::size_t group, std::vector<UnitIndex>& expansion) {
        const std::string& tag = units()[group].members_tagged;
        if (tag.empty()) return;
        bool found = false;
        for (std::size_t i = 0; i < units().size(); ++i) {
            const auto& tags = units()[i].tags;
            if (units()[i].is_group() || std::find(tags.begin(), tags.end(), tag) == tags.end()) continue;
            expansion.push_back(index_of(i));
            found = true;
        }
        if (!found)
            fault(group, "không đơn vị nào có nhãn \"{0}\" (no unit has the tag \"{0}\"){1}", tag, suggest_tag(tag));
    }

    std::optional<UnitIndex> role(const std::string& id, std::string_view name) {
        if (id.empty()) return std::nullopt;
        const auto unit = directory_.find(id);
        if (!unit) {
            fault(units().size(), "{0}: không có đơn vị \"{1}\" ({0}: unknown unit \"{1}\"){2}", name, id, suggest(id));
        }
        return unit;
    }

    std::string suggest(std::string_view id) const { return did_you_mean(directory_.nearest(id)); }

    std::string suggest_tag(std::string_view tag) const {
        Nearest nearest(tag);
        for (const Unit& unit : units()) {
            for (const std::string& known : unit.tags) nearest.offer(known);
        }
        return did_you_mean(nearest.take());
    }

    UnitDirectory& directory_;
    std::vector<Fault>& faults_;
    std::vector<State> states_;
};

UnitDirectory UnitDirectory::make(std::vector<Unit> units, Roles roles, std::vector<Fault>& faults) {
    UnitDirectory directory;
    directory.units_ = std::move(units);
    Maker(directory, faults).run(roles);
    return directory;
}

}  // namespace rules::model
