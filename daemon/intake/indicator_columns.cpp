#include "daemon/intake/indicator_columns.hpp"

#include "daemon/intake/folded_words.hpp"
#include "daemon/intake/headings.hpp"
#include "daemon/intake/years.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <optional>

namespace dondoc::intake {

namespace {

using Role = IndicatorColumn::Role;

// What is longer is a sentence, not a heading.
constexpr std::size_t longest_heading = 200;

/// What a heading says by itself. "Chỉ tiêu" and "Mục tiêu" may head the names as well as the values.
enum class Kind : std::uint8_t {
    other,
    ordinal,
    group,
    name,     ///< says that it names indicators: "Tên chỉ tiêu"
    content,  ///< names anything: "Nội dung"
    name_or_value,
    unit,
    baseline,
    target,
    owner,
    advisor,
    follows,  ///< "theo dõi": who owns it where nobody else does
    money,
    activity,  ///< what is to be done: no table of indicators
};

struct Heading {
    Kind kind = Kind::other;
    int year = 0;
    bool only_year = false;
    bool could_name = false;  ///< "Chỉ tiêu giai đoạn 2026-2030" may head the names, too
};

std::string plain(std::string_view heading) {
    std::string text = rules::deadlines::fold_without_tones(heading);
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '.' || c == ':' || c == '*'; }),
               text.end());
    return text;
}

bool is_part_of_year(const std::string& text) {
    return has_any(text,
                   {"quy i", "quy ii", "quy iii", "quy iv", "quy 1", "quy 2", "quy 3", "quy 4", "thang", "hoc ky"}) &&
           !has_any(text, {"thang 12", "ca nam"});
}

bool compares(const std::string& text) {
    return has_any(text, {"so sanh", "so voi", "tang giam", "tang, giam", "tang/giam", "ty le thuc hien", "ty le dat",
                          "muc tang", "toc do tang", "chenh lech", "danh gia", "/th", "/kh", "th/kh", "kh/th"}) &&
           !has_any(text, {"chu tri", "theo doi"});
}

std::optional<Kind> role_of_unit(const std::string& text) {
    if (has_any(text, {"chu tri"})) return Kind::owner;
    if (has_any(text, {"phoi hop"})) return Kind::other;
    const bool who = has_any(text, {"don vi", "co quan", "bo phan", "to chuc", "so, nganh", "cap", "nguoi", "phong"});
    if (has_any(text, {"tham muu", "chi dao"})) return Kind::advisor;
    if (who && has_any(text, {"theo doi", "danh gia", "giam sat", "kiem tra"})) return Kind::follows;
    if (who && !has_any(text, {"ket qua"}) &&
        has_any(text, {"thuc hien", "trien khai", "chiu trach nhiem", "phu trach", "bao cao", "dau moi", "duoc giao",
                       "cung cap", "chu quan"}))
        return Kind::owner;
    if (has_any(text, {"chiu trach nhiem", "phu trach", "dau moi", "phan cong"})) return Kind::owner;
    if (is_any(text, {"theo doi", "co quan", "co quan, don vi"})) return Kind::follows;
    return std::nullopt;
}

bool is_unit_of_measure_heading(const std::string& text) {
    return has_any(text, {"don vi tinh", "dvt", "dv tinh", "don vi do", "don vi tinh toan", "unit of measure"}) ||
           is_any(text, {"don vi", "unit", "dv"});
}

/// Results or plans, by the word that comes first: "Thực hiện kế hoạch năm 2025" shows results.
std::optional<Kind> value_kind(const std::string& text) {
    const auto result = find_first(text, {"thuc hien", "th", "uoc", "uth", "hien trang", "thuc trang", "ket qua",
                                          "nam goc", "nam co so", "nam nen", "so lieu nen", "gia tri nen", "hien tai",
                                          "hien co", "da dat", "dat duoc", "baseline", "current"});
    const auto plan =
        find_first(text, {"ke hoach", "kh", "muc tieu", "chi tieu", "phan dau", "giao", "du kien", "dinh huong",
                          "tam nhin", "den nam", "den het nam", "can dat", "target", "goal"});
    if (result == plan) return std::nullopt;
    return result < plan ? Kind::baseline : Kind::target;
}

Kind name_kind(const std::string& text) {
    if (has_any(text, {"ten chi tieu",      "noi dung chi tieu", "chi tieu cu the",    "chi tieu chu yeu",
                       "cac chi tieu",      "danh muc chi tieu", "muc tieu, chi tieu", "chi tieu, muc tieu",
                       "chi tieu/muc tieu", "muc tieu/chi tieu", "muc tieu cu the",    "cac muc tieu",
                       "ten muc tieu",      "noi dung muc tieu", "ten chi so",         "chi so",
                       "tieu chi",          "ten tieu chi",      "noi dung, chi tieu", "chi tieu, noi dung",
                       "he thong chi tieu", "nhom chi tieu",     "indicator",          "indicators"}))
        return Kind::name;
    if (is_any(text, {"chi tieu", "muc tieu", "cac chi tieu", "chi tieu chinh", "chi tieu co ban"}))
        return Kind::name_or_value;
    const bool names_places = has_any(text, {"don vi", "co quan", "dia phuong", "xa", "phuong", "huyen", "thon"});
    if (has_any(text, {"noi dung", "ten", "dien giai", "hang muc"}) && !names_places) return Kind::content;
    return Kind::other;
}

Heading heading_of(std::string_view words) {
    if (words.size() > longest_heading) return {};
    const std::string text = plain(words);
    const int year = year_of_heading(words);
    if (is_any(text, {"tt", "stt", "so tt", "so thu tu", "thu tu", "#", "no"})) return {Kind::ordinal};
    if (has_any(text, {"ghi chu", "note", "notes", "nguon so lieu", "cach tinh", "ky bao cao", "tan suat", "can cu"}))
        return {};
    if (is_unit_of_measure_heading(text)) return {Kind::unit};
    if (const auto role = role_of_unit(text); role && (year == 0 || *role == Kind::owner)) return {*role};
    if (has_any(text, {"kinh phi", "so tien", "du toan", "nguon von", "von", "ngan sach", "don gia", "thanh tien",
                       "nhu cau", "trieu dong", "ty dong", "budget"}) &&
        !has_any(text, {"chi tieu"}))
        return {Kind::money};
    if (compares(text) || is_part_of_year(text)) return {};
    if (year == 0) {
        const Kind name = name_kind(text);
        if (name == Kind::name || name == Kind::name_or_value) return {name};
        if (is_any(text, {"linh vuc", "nhom", "nhom chi tieu", "nganh", "muc"})) return {Kind::group};
    }
    if (has_any(text, {"nhiem vu", "cong viec", "hoat dong", "giai phap", "san pham"}) && !has_any(text, {"chi tieu"}))
        return {Kind::activity};
    if (const auto kind = value_kind(text))
        return {*kind, year, false, *kind == Kind::target && has_any(text, {"chi tieu", "muc tieu"})};
    if (year != 0) return {Kind::target, year, true};
    return {name_kind(text)};
}

/// Reads the headings of one table together.
class HeaderReader {
public:
    explicit HeaderReader(const std::vector<std::string>& headings) {
        for (const auto& heading : headings) headings_.push_back(heading_of(heading));
        columns_.resize(headings_.size());
    }

    std::vector<IndicatorColumn> run() {
        place_names();
        if (count(Role::name) != 1 || count(Role::target) == 0) return none();
        place_rest();
        drop_past_plans();
        keep_newest_baseline();
        return is_of_indicators() ? columns_ : none();
    }

private:
    std::vector<IndicatorColumn> none() const { return std::vector<IndicatorColumn>(columns_.size()); }

    std::size_t count(Role role) const {
        return static_cast<std::size_t>(
            std::count_if(columns_.begin(), columns_.end(), [&](const auto& column) { return column.role == role; }));
    }
    bool has(Kind kind) const {
        return std::any_of(headings_.begin(), headings_.end(), [&](const Heading& each) { return each.kind == kind; });
    }

    /// The first column of a kind that is not taken; a cell that covers several columns is meant once.
    std::optional<std::size_t> first(Kind kind) const {
        for (std::size_t i = 0; i < headings_.size(); ++i)
            if (headings_[i].kind == kind && columns_[i].role == Role::other) return i;
        return std::nullopt;
    }

    void take_name(std::size_t at, Kind kind) {
        columns_[at].role = Role::name;
        name_kind_ = kind;
    }

    // "Mục tiêu | Chỉ tiêu | 2026" groups by goals; "Nội dung | Mục tiêu" and "Chỉ tiêu | Mục tiêu" have one target.
    void place_names() {
        for (std::size_t i = 0; i < headings_.size(); ++i)
            if (headings_[i].kind == Kind::target)
                columns_[i] = {Role::target, headings_[i].year, headings_[i].only_year};
        if (const auto name = first(Kind::name))
            take_name(*name, Kind::name);
        else if (const auto content = first(Kind::content))
            take_name(*content, Kind::content);
        else if (const auto either = first(Kind::name_or_value))
            take_name(*either, Kind::name_or_value);
        else
            name_by_a_target();
        const bool has_target = count(Role::target) > 0;
        while (const auto either = first(Kind::name_or_value)) {
            if (!has_target) {
                columns_[*either].role = Role::target;
                if (count(Role::target) > 1) columns_[*either].role = Role::group;
            } else if (name_kind_ == Kind::name_or_value) {
                for (auto& column : columns_)
                    if (column.role == Role::name) column.role = Role::group;
                take_name(*either, Kind::name);
            } else {
                columns_[*either].role = Role::group;
            }
        }
    }

    // Only in front of all others: behind a column of places it would be a value.
    void name_by_a_target() {
        const auto first = std::find_if(headings_.begin(), headings_.end(),
                                        [](const Heading& each) { return each.kind != Kind::ordinal; });
        if (first == headings_.end() || !first->could_name || count(Role::target) < 2) return;
        const auto at = static_cast<std::size_t>(first - headings_.begin());
        columns_[at] = {};
        take_name(at, Kind::name);
    }

    void place_rest() {
        const bool owned = has(Kind::owner);
        for (std::size_t i = 0; i < headings_.size(); ++i) {
            if (columns_[i].role != Role::other) continue;
            switch (headings_[i].kind) {
                case Kind::ordinal: place_once(i, Role::ordinal); break;
                case Kind::group: columns_[i].role = Role::group; break;
                case Kind::unit: place_once(i, Role::unit); break;
                case Kind::baseline: columns_[i] = {Role::baseline, headings_[i].year}; break;
                case Kind::owner: place_once(i, Role::owner); break;
                case Kind::advisor: place_once(i, Role::advisor); break;
                case Kind::follows: place_once(i, owned ? Role::advisor : Role::owner); break;
                default: break;
            }
        }
    }

    void place_once(std::size_t at, Role role) {
        if (count(role) == 0) columns_[at].role = role;
    }

    /// "KH 2025 | TH 2025 | KH 2026": the first is over.
    void drop_past_plans() {
        int reached = 0;
        int newest = 0;
        for (const auto& column : columns_) {
            if (column.role == Role::baseline) reached = std::max(reached, column.year);
            if (column.role == Role::target) newest = std::max(newest, column.year);
        }
        if (reached == 0 || newest <= reached) return;
        for (auto& column : columns_)
            if (column.role == Role::target && column.year != 0 && column.year <= reached) column = {};
    }

    void keep_newest_baseline() {
        const IndicatorColumn* newest = nullptr;
        for (const auto& column : columns_)
            if (column.role == Role::baseline && (!newest || column.year >= newest->year)) newest = &column;
        for (auto& column : columns_)
            if (column.role == Role::baseline && &column != newest) column = {};
    }

    bool is_of_indicators() const {
        if (has(Kind::activity)) return false;
        const bool only_years = std::all_of(columns_.begin(), columns_.end(), [](const IndicatorColumn& column) {
            return column.role != Role::target || column.only_year;
        });
        if (name_kind_ != Kind::content) return !has(Kind::money) || !only_years;
        if (has(Kind::money)) return false;
        const bool says_target = has(Kind::name_or_value) || has(Kind::target);
        return count(Role::unit) == 1 && says_target;
    }

    std::vector<Heading> headings_;
    std::vector<IndicatorColumn> columns_;
    Kind name_kind_ = Kind::other;
};

}  // namespace

std::string_view column_vi(Role role) noexcept {
    switch (role) {
        case Role::ordinal: return "số thứ tự";
        case Role::group: return "nhóm";
        case Role::name: return "chỉ tiêu";
        case Role::unit: return "đơn vị tính";
        case Role::baseline: return "hiện trạng";
        case Role::target: return "mục tiêu";
        case Role::owner: return "chủ trì";
        case Role::advisor: return "theo dõi";
        case Role::other: break;
    }
    return "khác";
}

std::string_view column_en(Role role) noexcept {
    switch (role) {
        case Role::ordinal: return "ordinal";
        case Role::group: return "group";
        case Role::name: return "indicator";
        case Role::unit: return "unit of measure";
        case Role::baseline: return "baseline";
        case Role::target: return "target";
        case Role::owner: return "owner";
        case Role::advisor: return "advisor";
        case Role::other: break;
    }
    return "other";
}

std::vector<IndicatorColumn> indicator_columns(const std::vector<std::string>& headings) {
    if (is_task_header(classify_header(headings))) return std::vector<IndicatorColumn>(headings.size());
    return HeaderReader(headings).run();
}

void settle_years(std::vector<IndicatorColumn>& columns, int plan_year) {
    const bool has_baseline =
        std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.role == Role::baseline; });
    IndicatorColumn* newest = nullptr;
    const bool has_later = std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
        return column.role == Role::target && column.year >= plan_year;
    });
    if (!has_later) return;
    for (auto& column : columns) {
        if (column.role != Role::target || !column.only_year || column.year >= plan_year) continue;
        column.role = Role::other;
        if (!newest || column.year > newest->year) newest = &column;
    }
    if (newest && !has_baseline) newest->role = Role::baseline;
}

bool is_indicator_header(const std::vector<std::string>& headings) {
    const auto columns = indicator_columns(headings);
    return std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.role == Role::name; });
}

}  // namespace dondoc::intake
