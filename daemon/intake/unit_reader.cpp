#include "daemon/intake/unit_reader.hpp"

#include "daemon/intake/unit_beginnings.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

namespace dondoc::intake {

namespace {

using How = rules::model::UnitMatch::How;

// More different names than a person would read are no list of units: they are not looked up.
constexpr std::size_t most_names = 2'000;
// Nor are more different cells than that remembered.
constexpr std::size_t most_cells = 2'000;

void append(std::string& list, std::string_view text, std::string_view between) {
    if (!list.empty() && !text.empty()) list += between;
    list += text;
}

/// "Phòng Tài chính, Sở Y tế" has the body above as its qualifier; other qualifiers are roles.
bool is_body_above(std::string_view qualifier) {
    return rules::deadlines::fold(qualifier).starts_with("sở ");
}

}  // namespace

UnitReader::UnitReader(const rules::model::UnitDirectory& units, std::optional<rules::dates::Date> on)
    : units_(units), on_(on), matcher_(units, on) {}

std::vector<UnitReading> UnitReader::read(std::string_view cell, const OnDoubt& doubt) {
    std::vector<UnitReading> readings;
    for (const auto& mention : split(cell)) {
        const Known& known = look_up(mention.name, mention.qualifier);
        UnitReading reading{mention.name, known.match.title, {}, known.match.suggestion};
        append(reading.qualifier, mention.qualifier, "; ");
        reading.id = known.id;
        if (!known.vi.empty()) doubt(reading, known.vi, known.en);
        readings.push_back(std::move(reading));
    }
    return readings;
}

const std::vector<UnitMention>& UnitReader::split(std::string_view cell) {
    if (cells_.size() >= most_cells) cells_.clear();
    const auto [place, is_new] = cells_.try_emplace(std::string(cell));
    if (is_new) place->second = split_units(cell, matcher_);
    return place->second;
}

const UnitReader::Known& UnitReader::look_up(const std::string& name, const std::string& qualifier) {
    static const Known nothing{{}, {}, "đơn vị không có trong danh sách", "the unit is not in the register"};
    const bool inside = is_body_above(qualifier);
    const std::string key = inside ? name + '\n' + qualifier : name;
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (known_.size() >= most_names) return nothing;
    return known_.emplace(key, understand(name, inside ? qualifier : std::string())).first->second;
}

UnitReader::Known UnitReader::understand(const std::string& name, const std::string& qualifier) const {
    Known known{matcher_.match(name, qualifier), {}, {}, {}};
    if (!known.match.unit && names_somebody(name)) {
        known.vi = "tên người, không phải đơn vị; cần nêu đơn vị của người đó";
        known.en = "somebody's name and no unit: say whose unit it is";
        return known;
    }
    if (known.match.unit) known.id = units_[*known.match.unit].id;
    explain(known);
    if (known.match.unit && on_ && units_.has_ended(*known.match.unit, *on_)) follow(known);
    return known;
}

/// A document that names a unit after its end means who followed it; where several did, a person must say.
void UnitReader::follow(Known& known) const {
    const auto& old = units_[*known.match.unit];
    const auto successors = units_.successors(*known.match.unit, *on_);
    known.id = successors.size() == 1 ? units_[successors.front()].id : std::string();
    const std::string now = names_of(successors);
    known.vi = fmt::format("“{}” đã kết thúc trước ngày của văn bản; {}", old.name,
                           now.empty() ? "không có đơn vị kế thừa" : "nay là: " + now);
    known.en = fmt::format("“{}” had ended before the document was issued; {}", old.name,
                           now.empty() ? "nobody follows it" : "followed by: " + now);
}

void UnitReader::explain(Known& known) const {
    auto& match = known.match;
    switch (match.how) {
        case How::name:
        case How::spelling:
        case How::abbreviation:
        case How::members: break;
        case How::open:
            known.vi = "nói chung chung, văn bản không nêu đó là những đơn vị nào";
            known.en = "says \"concerned\" and leaves open who";
            if (match.suggestion.empty()) break;
            known.vi += fmt::format("; rộng nhất là “{}”", match.suggestion);
            known.en += fmt::format("; at most “{}”", match.suggestion);
            break;
        case How::ambiguous:
            known.vi = fmt::format("tên chỉ nhiều đơn vị: {}; cần nêu đơn vị cấp trên", names_of(match.candidates));
            known.en = fmt::format("several units bear the name: {}", names_of(match.candidates));
            break;
        case How::unknown:
            known.vi = "đơn vị không có trong danh sách";
            known.en = "the unit is not in the register";
            if (match.suggestion.empty()) break;
            known.vi += fmt::format("; có phải là “{}”?", match.suggestion);
            known.en += fmt::format("; is it “{}”?", match.suggestion);
            break;
    }
}

std::string UnitReader::names_of(const std::vector<rules::model::UnitIndex>& units) const {
    std::string names;
    for (const auto unit : units) {
        std::string name = units_[unit].name;
        if (const auto parent = units_.parent(unit)) name += fmt::format(" ({})", units_[*parent].name);
        append(names, name, "; ");
    }
    return names;
}

}  // namespace dondoc::intake
