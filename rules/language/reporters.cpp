#include "rules/language/reporters.hpp"

#include "rules/language/condition/unit_condition.hpp"
#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"
#include "rules/language/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rules::language {
namespace {

using model::UnitIndex;

/// Reads units out of a list of names and choices, several choices of one entry holding together.
class Chooser {
public:
    explicit Chooser(const Register& known) : known_(known) {}

    void read(const Node& list) {
        for (const Node& node : list.items_or_self()) {
            if (node.is_map())
                read_choice_of_units(node);
            else
                read_name(node);
        }
    }

    bool chose() const noexcept { return chose_; }
    const std::vector<UnitIndex>& units() const noexcept { return units_; }

private:
    void read_name(const Node& node) {
        const auto unit = read_unit(node, known_);
        if (!unit) return;
        units_.push_back(*unit);
        if (known_.units->expand(*unit).empty()) {
            node.warning(fmt::format("nhóm \"{0}\" không có đơn vị nào (group \"{0}\" has no units)", node.text()));
        }
    }

    void read_choice_of_units(const Node& node) {
        Fields fields(node, shapes::chosen_units);
        const Node tagged = fields["tagged"];
        const Node where = fields["where"];
        fields.reject_others();
        chose_ = true;
        if (!tagged.exists() && !where.exists()) {
            if (node.value()->entries.empty())
                node.expected("tagged: nhãn hoặc where: điều kiện", "tagged: tag or where: condition");
            return;
        }
        if (known_.units == nullptr) return;
        const auto tags = read_tags(tagged);
        const auto condition = compile(where);
        if ((tagged.exists() && tags.empty()) || (where.exists() && !condition)) return;
        const std::size_t before = units_.size();
        for (std::uint32_t i = 0; i < known_.units->size(); ++i) {
            const auto unit = UnitIndex{i};
            if ((*known_.units)[unit].is_group() || !has_tags(unit, tags)) continue;
            if (!condition) {
                units_.push_back(unit);
                continue;
            }
            const auto holds = condition->holds(unit);
            if (!holds) return where.error(fmt::format("{}: {}", (*known_.units)[unit].id, holds.error()));
            if (*holds) units_.push_back(unit);
        }
        if (units_.size() == before) node.warning("không chọn được đơn vị nào (no unit is chosen)");
    }

    std::vector<std::string> read_tags(const Node& node) const {
        std::vector<std::string> tags;
        for (const Node& item : read_texts(node)) {
            if (is_known_tag(item)) tags.push_back(item.text());
        }
        return tags;
    }

    bool is_known_tag(const Node& node) const {
        std::set<std::string_view> known;
        for (const model::Unit& unit : known_.units->all()) known.insert(unit.tags.begin(), unit.tags.end());
        if (known.contains(node.text())) return true;
        const Suggestion hint =
            suggest(nearest(node.text(), std::vector<std::string_view>(known.begin(), known.end())));
        node.error(fmt::format("không đơn vị nào có nhãn \"{0}\"{1} (no unit has the tag \"{0}\"{2})",
                               shorten(node.text(), 80), hint.vi, hint.en));
        return false;
    }

    std::unique_ptr<const condition::UnitCondition> compile(const Node& where) const {
        const auto text = read_text(where);
        if (!text) return nullptr;
        auto compiled = condition::compile_unit_condition(*text, *known_.units);
        if (compiled) return std::move(*compiled);
        for (const condition::Error& error : compiled.error()) {
            where.error_at(error.offset, error.length, error.message);
        }
        return nullptr;
    }

    /// Any of them is enough.
    bool has_tags(UnitIndex unit, const std::vector<std::string>& tags) const {
        const auto& own = (*known_.units)[unit].tags;
        return tags.empty() || std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
                   return std::find(own.begin(), own.end(), tag) != own.end();
               });
    }

    const Register& known_;
    std::vector<UnitIndex> units_;
    bool chose_ = false;
};

std::vector<UnitIndex> expanded(const std::vector<UnitIndex>& written, const model::UnitDirectory& units) {
    std::vector<UnitIndex> all;
    for (const UnitIndex unit : written) {
        const auto members = units.expand(unit);
        all.insert(all.end(), members.begin(), members.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

std::vector<UnitIndex> read_reporters(const Node& from, const Node& except, const Register& known) {
    Chooser chosen(known);
    chosen.read(from);
    Chooser left_out(known);
    left_out.read(except);
    if (known.units == nullptr || (!chosen.chose() && !except.exists())) return chosen.units();
    auto units = expanded(chosen.units(), *known.units);
    for (const UnitIndex unit : expanded(left_out.units(), *known.units)) {
        const auto found = std::find(units.begin(), units.end(), unit);
        if (found != units.end()) {
            units.erase(found);
            continue;
        }
        const std::string& id = (*known.units)[unit].id;
        except.warning(fmt::format("{0} không có trong from nên không cần loại ra ({0} is not in from)", id));
    }
    if (units.empty() && except.exists() && !chosen.units().empty()) {
        except.warning("except loại hết các đơn vị ở from (except leaves nobody to report)");
    }
    return units;
}

}  // namespace rules::language
