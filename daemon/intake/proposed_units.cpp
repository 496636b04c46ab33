#include "daemon/intake/proposed_units.hpp"

#include "daemon/intake/headings.hpp"
#include "daemon/intake/unit_beginnings.hpp"
#include "daemon/intake/units.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/model/unit_match.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace dondoc::intake {

namespace {

namespace model = rules::model;
using How = model::UnitMatch::How;
using model::NameForm;

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_id = 60;
// So many names are no list of units; the rest is counted by the doubts.
constexpr std::size_t most_names = 1'000;

/// The kinds of units by their first words, and the tag they get where the register has none of them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kinds{{{"sở", "so-nganh"},
                                                                               {"phòng", "phong"},
                                                                               {"văn phòng", "phong"},
                                                                               {"chi cục", "chi-cuc"},
                                                                               {"bệnh viện", "benh-vien"},
                                                                               {"trung tâm y tế", "trung-tam-y-te"},
                                                                               {"trung tâm", "trung-tam"},
                                                                               {"trạm y tế", "tram-y-te"},
                                                                               {"ủy ban nhân dân xã", "xa-phuong"},
                                                                               {"ủy ban nhân dân phường", "xa-phuong"},
                                                                               {"ủy ban nhân dân đặc khu", "xa-phuong"},
                                                                               {"ban quản lý", "ban-quan-ly"},
                                                                               {"trường", "truong"},
                                                                               {"công ty", "doanh-nghiep"},
                                                                               {"hội", "doan-the"},
                                                                               {"công an", "cong-an"}}};

std::string_view kind_of(const std::string& key) {
    std::string_view best;
    for (const auto& [words, tag] : kinds)
        if (key.starts_with(std::string(words) + " ") && words.size() > best.size()) best = words;
    return best;
}

bool begins_with_capital(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(text.size()), c);
    return u_isupper(c) != 0;
}

bool is_body_above(std::string_view words) {
    return rules::deadlines::fold(words).starts_with("sở ");
}

/// One name that the register does not have, in all its spellings.
struct Met {
    NameForm form;
    std::vector<std::string> spellings;
    std::string parent_words;
    std::string qualifier;
    std::string where;
    std::size_t times = 0;
    model::UnitMatch match;
};

class Finder {
public:
    Finder(const Draft& draft, const model::UnitDirectory& units)
        : draft_(draft), units_(units), matcher_(units, draft.plan.date) {}

    std::vector<ProposedUnit> run() {
        collect();
        join_abbreviations();
        for (const Met& met : met_) proposed_.push_back(propose(met));
        for (std::size_t i = 0; i < met_.size(); ++i) set_parent(met_[i], proposed_[i]);
        for_each_group([this](const Met& met, ProposedUnit& group) {
            group.members = listed_members(met);
            if (group.members.empty()) group.members = members_of_kind(met);
        });
        for_each_group([this](const Met& met, ProposedUnit& group) {
            if (group.members.empty()) group.members = groups_within(met);
            if (group.members.empty()) group.why_not = "nhóm: không rõ gồm những đơn vị nào";
        });
        withdraw_faulty();
        return std::move(proposed_);
    }

private:
    void collect() {
        for (const auto& assignment : draft_.assignments) {
            add_all(assignment.leads, assignment.where, Column::lead);
            add_all(assignment.supports, assignment.where, Column::support);
        }
        for (const auto& report : draft_.reports)
            for (const auto* units : {&report.reporters, &report.recipients, &report.via})
                add_all(*units, report.where, std::nullopt);
        for (const auto& indicator : draft_.indicators)
            for (const auto* units : {&indicator.owners, &indicator.advisors})
                add_all(*units, indicator.where, std::nullopt);
    }

    void add_all(const std::vector<UnitReading>& readings, Place where, std::optional<Column> column) {
        if (column) where.column_vi = column_vi(*column);
        for (const UnitReading& reading : readings)
            if (reading.id.empty() && !reading.name.empty()) add(reading, where);
    }

    void add(const UnitReading& reading, const Place& where) {
        const std::string name(model::split_title(reading.name).unit);
        const std::string above = is_body_above(reading.qualifier) ? reading.qualifier : std::string();
        NameForm form = model::name_form(name);
        const std::string key = form.key() + '\n' + model::name_form(above).key();
        const auto [found, added] = by_key_.try_emplace(key, met_.size());
        if (added) {
            if (met_.size() == most_names) {
                by_key_.erase(found);
                return;
            }
            met_.push_back({std::move(form), {}, above, reading.qualifier, where.vi(), 0, matcher_.match(name, above)});
        }
        Met& met = met_[found->second];
        ++met.times;
        if (std::find(met.spellings.begin(), met.spellings.end(), name) == met.spellings.end())
            met.spellings.push_back(name);
    }

    /// "Phòng QL Dược" and "Phòng Quản lý Dược" are one; the longer name is written out.
    void join_abbreviations() {
        for (std::size_t i = 0; i < met_.size(); ++i) {
            for (std::size_t j = met_.size(); j-- > i + 1;) {
                if (met_[i].parent_words != met_[j].parent_words) continue;
                if (!same_abbreviated(met_[i].form, met_[j].form)) continue;
                if (met_[j].form.words.size() > met_[i].form.words.size() || longer(met_[j], met_[i])) {
                    std::swap(met_[i].spellings, met_[j].spellings);
                    std::swap(met_[i].form, met_[j].form);
                }
                met_[i].times += met_[j].times;
                met_[i].spellings.insert(met_[i].spellings.end(), met_[j].spellings.begin(), met_[j].spellings.end());
                met_.erase(met_.begin() + static_cast<std::ptrdiff_t>(j));
            }
        }
    }

    static bool same_abbreviated(const NameForm& a, const NameForm& b) {
        return std::max(model::abbreviates(a, b), model::abbreviates(b, a)) == model::Abbreviation::strict;
    }

    static bool longer(const Met& a, const Met& b) {
        return a.form.words.size() == b.form.words.size() && a.spellings.front().size() > b.spellings.front().size();
    }

    ProposedUnit propose(const Met& met) {
        ProposedUnit unit;
        unit.where = met.where;
        unit.times = met.times;
        unit.nearest = met.match.suggestion;
        unit.name = *std::max_element(met.spellings.begin(), met.spellings.end(), is_less_formal);
        unit.why_not = why_not(met, unit.name);
        if (!unit.why_not.empty()) return unit;
        std::set<std::string> keys{model::exact_name_key(unit.name)};
        for (const auto& spelling : met.spellings)
            if (spelling.size() <= longest_name && keys.insert(model::exact_name_key(spelling)).second)
                unit.aliases.push_back(spelling);
        unit.id = new_id(unit.name);
        if (!met.form.plural) unit.tag = tag_for(met.form.key());
        return unit;
    }

    /// The name is what says most; of equals what begins with a capital.
    static bool is_less_formal(const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : !begins_with_capital(a) && begins_with_capital(b);
    }

    std::string why_not(const Met& met, const std::string& name) const {
        if (names_somebody(name)) return "tên người, không phải đơn vị";
        if (met.form.open) return "nói chung chung, không nêu là những đơn vị nào";
        if (met.match.how == How::ambiguous) return "danh bạ có nhiều đơn vị mang tên này";
        if (met.match.unit) return "danh bạ nay đã có đơn vị này: " + units_[*met.match.unit].id;
        if (name.size() > longest_name) return "quá dài, không giống tên đơn vị";
        if (met.form.words.empty()) return "không có chữ nào để làm tên";
        return {};
    }

    std::string new_id(const std::string& name) {
        std::string id;
        for (const char c : rules::deadlines::fold_without_tones(name)) {
            const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (word)
                id += c;
            else if (!id.empty() && id.back() != '-')
                id += '-';
        }
        if (id.size() > longest_id) id.resize(std::max<std::size_t>(id.rfind('-', longest_id), 1));
        while (id.ends_with('-')) id.pop_back();
        if (id.empty()) id = "don-vi";
        std::string candidate = id;
        for (int n = 2; units_.find(candidate) || !ids_.insert(candidate).second; ++n)
            candidate = id + "-" + std::to_string(n);
        return candidate;
    }

    /// The tag that most units of this kind have in the register.
    std::string tag_for(const std::string& key) const {
        const auto kind = kind_of(key);
        if (kind.empty()) return {};
        std::map<std::string, int> counts;
        for (const auto& unit : units_.all())
            if (!unit.is_group() && kind_of(model::name_form(unit.name).key()) == kind)
                for (const auto& tag : unit.tags) ++counts[tag];
        const auto most = std::max_element(counts.begin(), counts.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most != counts.end()) return most->first;
        return std::string(
            std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == kind; })->second);
    }

    void set_parent(const Met& met, ProposedUnit& unit) const {
        if (met.parent_words.empty() || met.form.plural) return;
        if (const auto parent = matcher_.match(met.parent_words).unit) {
            if (!units_[*parent].is_group()) unit.parent = units_[*parent].id;
            return;
        }
        const std::string key = model::name_form(met.parent_words).key();
        for (std::size_t i = 0; i < met_.size(); ++i)
            if (met_[i].form.key() == key && proposed_[i].why_not.empty() && &proposed_[i] != &unit)
                unit.parent = proposed_[i].id;
    }

    template <class Set>
    void for_each_group(Set set) {
        for (std::size_t i = 0; i < met_.size(); ++i)
            if (met_[i].form.plural && proposed_[i].why_not.empty()) set(met_[i], proposed_[i]);
    }

    /// "Các bệnh viện (Bệnh viện Đa khoa, Bệnh viện Nhi)": brackets that name members.
    std::vector<std::string> listed_members(const Met& met) const {
        std::vector<std::string> ids;
        for (const auto& mention : split_units(met.qualifier, matcher_)) {
            const auto id = id_of(mention.name);
            if (id.empty()) return {};
            ids.push_back(id);
        }
        return ids.size() < 2 ? std::vector<std::string>() : ids;
    }

    std::vector<std::string> members_of_kind(const Met& met) const {
        std::vector<std::string> ids;
        const auto all = with_proposed();
        for (const auto unit : model::units_of_kind(met.form, all, draft_.plan.date)) ids.push_back(all[unit].id);
        return ids;
    }

    /// "Các sở, ngành, địa phương": two groups that are known, in one breath.
    std::vector<std::string> groups_within(const Met& met) const {
        for (std::size_t cut = met.form.words.size(); cut-- > 1;) {
            NameForm front{
                {met.form.words.begin(), met.form.words.begin() + static_cast<std::ptrdiff_t>(cut)}, true, false};
            NameForm back{
                {met.form.words.begin() + static_cast<std::ptrdiff_t>(cut), met.form.words.end()}, true, false};
            const std::string first = group_with(front.key());
            const std::string second = group_with(back.key() == "* địa phương" ? "* @communes" : back.key());
            if (!first.empty() && !second.empty() && first != second) return {first, second};
        }
        return {};
    }

    std::string group_with(const std::string& key) const {
        for (const auto& name : units_.names())
            if (units_[name.unit].is_group() && model::name_form(name.text).key() == key) return units_[name.unit].id;
        for (std::size_t i = 0; i < proposed_.size(); ++i)
            if (!proposed_[i].members.empty() && met_[i].form.key() == key) return proposed_[i].id;
        return {};
    }

    std::string id_of(const std::string& name) const {
        if (const auto unit = matcher_.match(name).unit) return units_[*unit].id;
        const std::string key = model::name_form(name).key();
        for (std::size_t i = 0; i < met_.size(); ++i)
            if (met_[i].form.key() == key && !met_[i].form.plural) return proposed_[i].id;
        return {};
    }

    std::vector<model::Unit> combined() const {
        auto all = units_.all();
        for (const auto& unit : proposed_) {
            if (!unit.why_not.empty()) continue;
            model::Unit& made = all.emplace_back();
            made.id = unit.id;
            made.name = unit.name;
            made.aliases = unit.aliases;
            made.parent = unit.parent;
            if (!unit.tag.empty()) made.tags = {unit.tag};
            made.members = unit.members;
        }
        return all;
    }

    model::UnitDirectory with_proposed() const {
        std::vector<model::UnitDirectory::Fault> faults;
        return model::UnitDirectory::make(combined(), {}, faults);
    }

    /// What the register would refuse is left to a person: a name that another unit has as well.
    void withdraw_faulty() {
        for (bool again = true; again;) {
            again = false;
            std::vector<model::UnitDirectory::Fault> faults;
            const auto all = combined();
            model::UnitDirectory::make(all, {}, faults);
            for (const auto& fault : faults) {
                if (fault.unit < units_.size() || fault.unit >= all.size()) continue;
                const auto faulty = std::find_if(proposed_.begin(), proposed_.end(),
                                                 [&](const auto& unit) { return unit.id == all[fault.unit].id; });
                if (!faulty->why_not.empty()) continue;
                faulty->why_not = fault.what;
                again = true;
            }
        }
    }

    const Draft& draft_;
    const model::UnitDirectory& units_;
    model::UnitMatcher matcher_;
    std::vector<Met> met_;
    std::map<std::string, std::size_t> by_key_;
    std::set<std::string> ids_;
    std::vector<ProposedUnit> proposed_;
};

}  // namespace

std::vector<ProposedUnit> find_proposals(const Draft& draft, const rules::model::UnitDirectory& units) {
    return Finder(draft, units).run();
}

}  // namespace dondoc::intake
