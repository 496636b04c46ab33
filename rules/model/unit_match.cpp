#include "rules/model/unit_match.hpp"

#include "rules/deadlines/text.hpp"
#include "rules/model/nearest.hpp"
#include "rules/model/unit_words.hpp"

#include <algorithm>
#include <array>

namespace rules::model {
namespace {

using How = UnitMatch::How;
using Units = std::vector<UnitIndex>;

constexpr std::size_t longest_name = 400;

/// What a group of this kind calls each of its units; several for "UBND các xã, phường".
std::vector<std::string> member_beginnings(const std::string& group_key) {
    if (group_key == "* @communes") {
        return {"ủy ban nhân dân xã ", "ủy ban nhân dân phường ", "ủy ban nhân dân đặc khu ",
                "ủy ban nhân dân thị trấn "};
    }
    if (group_key == "* @districts") {
        return {"ủy ban nhân dân huyện ", "ủy ban nhân dân thị xã ", "ủy ban nhân dân thành phố ",
                "ủy ban nhân dân quận "};
    }
    for (const std::string_view noun : {"bệnh viện", "chi cục", "phòng", "sở", "trạm y tế", "trung tâm",
                                        "trung tâm y tế", "trường", "đồn biên phòng"}) {
        if (group_key == "* " + std::string(noun)) return {std::string(noun) + " "};
    }
    return {};
}

/// Numbers tell units apart that otherwise have one name: "Bệnh viện số 1" is no slip for "số 2".
std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit || (!digits.empty() && digits.back() != ' ')) digits += digit ? c : ' ';
    }
    while (digits.ends_with(' ')) digits.pop_back();
    return digits;
}

/// How many slips a name of this length may have before it is another name.
int slips_allowed(std::string_view plain) {
    return std::clamp(static_cast<int>(plain.size()) / 7, 1, 4);
}

/// Whether one key is the beginning of the other, whole words only.
bool begins_alike(std::string_view a, std::string_view b) {
    const auto& shorter = a.size() < b.size() ? a : b;
    const auto& longer = a.size() < b.size() ? b : a;
    const bool says_enough =
        shorter.find(' ') != std::string_view::npos && shorter.find(' ', 2) != std::string_view::npos;
    return says_enough && longer.starts_with(shorter) && longer[shorter.size()] == ' ';
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view around = " ,-–:;";
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    text = text.substr(first);
    while (!text.empty()) {
        if (text.ends_with("–"))
            text.remove_suffix(std::string_view("–").size());
        else if (around.substr(0, 3).find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        else
            break;
    }
    return text;
}

}  // namespace

std::string_view how_name(How how) noexcept {
    switch (how) {
        case How::unknown: return "unknown";
        case How::ambiguous: return "ambiguous";
        case How::open: return "open";
        case How::name: return "name";
        case How::spelling: return "spelling";
        case How::abbreviation: return "abbreviation";
        case How::members: return "members";
    }
    return "";
}

std::vector<UnitIndex> units_of_kind(const NameForm& group, const UnitDirectory& units, std::optional<dates::Date> on) {
    Units found;
    if (!group.plural || group.open) return found;
    const auto beginnings = member_beginnings(group.key());
    for (std::size_t i = 0; i < units.size() && !beginnings.empty(); ++i) {
        const auto unit = static_cast<UnitIndex>(i);
        if (units[unit].is_group() || units.has_ended(unit, on.value_or(dates::Date::max()))) continue;
        const NameForm form = name_form(units[unit].name);
        const std::string key = form.key();
        const bool is_member = !form.plural && std::any_of(beginnings.begin(), beginnings.end(),
                                                           [&](const auto& start) { return key.starts_with(start); });
        if (is_member) found.push_back(unit);
    }
    return found;
}

UnitMatcher::UnitMatcher(const UnitDirectory& units, std::optional<dates::Date> on) : units_(units), on_(on) {
    for (const auto& name : units.names()) {
        NameForm form = name_form(name.text);
        std::string key = form.key();
        std::string plain = form.plain_key();
        by_key_.emplace(key, names_.size());
        names_.push_back(
            {name.unit, name.ends, std::string(name.text), std::move(form), std::move(key), std::move(plain)});
    }
}

UnitMatch UnitMatcher::match(std::string_view name, std::string_view parent) const {
    const bool parent_named = !parent.empty();
    std::optional<UnitIndex> above;
    if (parent_named) above = match(parent).unit;
    UnitMatch match = match_name(name, above, parent_named);
    if (match.how == How::unknown && !parent_named && name.size() <= longest_name) {
        if (UnitMatch inner = match_within(name); inner.unit || inner.how == How::ambiguous) return inner;
    }
    if (parent_named) match.parent = parent;
    if (match.unit) return match;
    const NameForm form = name_form(name);
    if (match.how == How::unknown && form.open) {
        match.how = How::open;
        match.suggestion = widest(form);
    }
    if (match.how == How::unknown && name.size() <= longest_name) match.suggestion = suggest(name);
    return match;
}

/// "Phòng Tài chính thuộc Sở Y tế", "Phòng Tài chính - Sở Y tế", "Phòng Tài chính Sở Y tế": an end that is the name of a
/// unit, and before it the name of one below that.
UnitMatch UnitMatcher::match_within(std::string_view name) const {
    const NameForm whole = name_form(name);
    for (std::size_t i = whole.words.size(); i-- > 2;) {
        const auto at = whole.words[i].begin;
        if (at == 0 || at == whole.words[i - 1].begin) continue;
        const std::string_view end = name.substr(at);
        const Units above = found_at_once(end);
        if (above.size() != 1) continue;
        std::string_view front = trimmed(name.substr(0, at));
        for (const std::string_view link : {" trực thuộc", " thuộc", " của"}) {
            if (front.ends_with(link)) front = trimmed(front.substr(0, front.size() - link.size()));
        }
        UnitMatch match = match_name(front, above.front(), true);
        if (!match.unit && match.how != How::ambiguous) continue;
        match.parent = end;
        return match;
    }
    return {};
}

UnitMatch UnitMatcher::match_name(std::string_view name, std::optional<UnitIndex> parent, bool parent_named) const {
    UnitMatch match;
    const auto take = [&](const Units& all, How how) {
        const Units found = within(all, parent, parent_named);
        if (found.empty()) return false;
        match.how = found.size() == 1 ? how : How::ambiguous;
        if (found.size() == 1)
            match.unit = found.front();
        else
            match.candidates = found;
        return true;
    };
    const auto titled = split_title(name);
    for (const std::string_view part : {name, titled.unit}) {
        const bool is_unit_of_title = part.data() != name.data();
        if (is_unit_of_title) match.title = titled.title;
        if (take(units_.find_all_by_name(part, on_), How::name)) return match;
        const NameForm form = name_form(part);
        if (take(spelled(form), How::spelling)) return match;
        if (titled.title.empty()) break;
    }
    const NameForm form = name_form(titled.unit);
    if (titled.unit.size() <= longest_name) {
        if (take(abbreviated(form), How::abbreviation)) return match;
        if (take(grouped(form), How::members)) return match;
    }
    match.title.clear();
    return match;
}

bool UnitMatcher::knows(std::string_view name) const {
    return name.size() <= longest_name &&
           (!found_at_once(name).empty() || !found_at_once(split_title(name).unit).empty());
}

Units UnitMatcher::found_at_once(std::string_view name) const {
    Units found = units_.find_all_by_name(name, on_);
    return found.empty() ? spelled(name_form(name)) : found;
}

Units UnitMatcher::bearers(const std::vector<std::size_t>& positions) const {
    std::vector<UnitDirectory::Name> names;
    for (const std::size_t i : positions) names.push_back({names_[i].unit, {}, names_[i].ends});
    return units_.bearers(names, on_);
}

Units UnitMatcher::spelled(const NameForm& form) const {
    std::vector<std::size_t> positions;
    const std::string key = form.key();
    if (key.empty()) return {};
    const auto [first, last] = by_key_.equal_range(key);
    for (auto entry = first; entry != last; ++entry) positions.push_back(entry->second);
    return bearers(positions);
}

Units UnitMatcher::abbreviated(const NameForm& form) const {
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (abbreviates(form, names_[i].form) == Abbreviation::strict) positions.push_back(i);
    }
    return bearers(positions);
}

/// A group that is called otherwise, but holds every unit of the kind that the words name, and no other.
Units UnitMatcher::grouped(const NameForm& form) const {
    const Units members = units_of_kind(form, units_, on_);
    if (members.size() < 2) return {};
    Units found;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const auto group = static_cast<UnitIndex>(i);
        const auto expansion = units_.expand(group);
        if (units_[group].is_group() && std::equal(expansion.begin(), expansion.end(), members.begin(), members.end()))
            found.push_back(group);
    }
    return found;
}

/// Where the document names the body above: those below it. Without such a body in the register nothing is sure.
Units UnitMatcher::within(const Units& found, std::optional<UnitIndex> parent, bool parent_named) const {
    if (!parent_named) return found;
    Units inside;
    if (!parent) return inside;
    std::copy_if(found.begin(), found.end(), std::back_inserter(inside),
                 [&](UnitIndex unit) { return is_below(unit, *parent); });
    if (!inside.empty()) return inside;
    // A register that names no parents contradicts nothing.
    const auto has_parent = [&](UnitIndex unit) { return units_.parent(unit).has_value(); };
    if (found.size() == 1 && !has_parent(found.front()) && found.front() != *parent) return found;
    return inside;
}

bool UnitMatcher::is_below(UnitIndex unit, UnitIndex parent) const {
    for (auto above = units_.parent(unit); above; above = units_.parent(*above)) {
        if (*above == parent) return true;
    }
    return false;
}

/// "Các sở, ngành liên quan" are some of "các sở, ngành".
std::string UnitMatcher::widest(NameForm form) const {
    for (const std::string_view word : {"quan", "liên", "hữu", "có", "khác"}) {
        if (!form.words.empty() && form.words.back().text == word) form.words.pop_back();
    }
    form.plural = true;
    const Units found = spelled(form);
    return found.size() == 1 ? units_[found.front()].name : std::string();
}

/// What a person would look at first: initials that agree, lost tone marks, a few slips, a name said more or less fully.
std::string UnitMatcher::suggest(std::string_view name) const {
    const NameForm form = name_form(split_title(name).unit);
    const std::string key = form.key();
    const std::string plain = form.plain_key();
    const std::string digits = digits_of(plain);
    const Name* best = nullptr;
    int best_rank = 100;
    const auto offer = [&](const Name& candidate, int rank) {
        if (rank >= best_rank) return;
        best_rank = rank;
        best = &candidate;
    };
    for (const Name& candidate : names_) {
        if (candidate.plain == plain) offer(candidate, 0);
        if (digits_of(candidate.plain) == digits) {
            const int limit = std::min(slips_allowed(plain), best_rank - 1);
            if (const int slips = edit_distance(plain, candidate.plain, limit); slips <= limit) offer(candidate, slips);
        }
        if (abbreviates(form, candidate.form) != Abbreviation::none) offer(candidate, 2);
        if (begins_alike(key, candidate.key)) {
            const auto apart = static_cast<int>(std::max(key.size(), candidate.key.size()) -
                                                std::min(key.size(), candidate.key.size()));
            offer(candidate, 10 + std::min(apart, 80));
        }
    }
    return best == nullptr ? std::string() : best->text;
}

}  // namespace rules::model
