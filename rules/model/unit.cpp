#include "rules/model/unit.hpp"

#include "rules/deadlines/text.hpp"
#include "rules/model/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace rules::model {
namespace {

constexpr std::size_t longest_name_compared = 200;

bool is_id(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// Folded, without the bullets, quotation marks and full stops that table cells put around names.
std::string name_key(std::string_view name) {
    constexpr std::string_view around = " .,;:-+*/'\"";
    const std::string folded = deadlines::fold(name);
    const auto first = folded.find_first_not_of(around);
    if (first == std::string::npos) return {};
    return folded.substr(first, folded.find_last_not_of(around) - first + 1);
}

UnitIndex index_of(std::size_t position) noexcept {
    return static_cast<UnitIndex>(position);
}

/// The best of some candidates for what was written.
class Nearest {
public:
    explicit Nearest(std::string_view written)
        : written_(deadlines::fold_without_tones(written)), best_distance_(near_enough(written_) + 1) {}

    void offer(const std::string& candidate) {
        const int distance = edit_distance(written_, deadlines::fold_without_tones(candidate), best_distance_ - 1);
        if (distance >= best_distance_) return;
        best_distance_ = distance;
        best_ = candidate;
    }
    std::string take() { return std::move(best_); }

private:
    std::string written_;
    int best_distance_;
    std::string best_;
};

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
            if (!is_id(id)) {
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
            index_name(i, units()[i].name);
            for (const std::string& alias : units()[i].aliases) index_name(i, alias);
        }
    }

    void index_name(std::size_t i, const std::string& name) {
        std::string key = name_key(name);
        if (key.empty()) {
            fault(i, "đơn vị \"{0}\" có tên trống (unit \"{0}\" has an empty name)", units()[i].id);
            return;
        }
        const auto [entry, added] = directory_.by_name_.emplace(std::move(key), index_of(i));
        if (added || entry->second == index_of(i)) return;
        fault(i, "tên \"{0}\" chỉ cả \"{1}\" và \"{2}\" (name \"{0}\" means both \"{1}\" and \"{2}\")", name,
              directory_[entry->second].id, units()[i].id);
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

std::optional<UnitIndex> UnitDirectory::find(std::string_view id) const {
    const auto entry = by_id_.find(id);
    return entry == by_id_.end() ? std::nullopt : std::optional(entry->second);
}

std::optional<UnitIndex> UnitDirectory::find_by_name(std::string_view name) const {
    const auto entry = by_name_.find(name_key(name));
    return entry == by_name_.end() ? std::nullopt : std::optional(entry->second);
}

std::span<const UnitIndex> UnitDirectory::expand(UnitIndex index) const noexcept {
    return expansion_[static_cast<std::size_t>(index)];
}

std::optional<UnitIndex> UnitDirectory::parent(UnitIndex index) const noexcept {
    return parents_[static_cast<std::size_t>(index)];
}

std::string UnitDirectory::nearest(std::string_view name) const {
    if (name.empty() || name.size() > longest_name_compared) return {};
    if (is_id(name)) {
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
