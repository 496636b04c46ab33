#include "daemon/intake/heading_words.hpp"

#include "daemon/intake/folded_words.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

namespace dondoc::intake {

namespace {

/// "Khoa/phòng", "Các sở, ngành, địa phương": nothing but kinds of units.
bool is_kinds_of_units(std::string_view text) {
    constexpr std::array kinds{"khoa", "phong", "ban",   "so",     "nganh", "truong", "tram", "to",   "doi",  "chi",
                               "cuc",  "bo",    "xa",    "phuong", "thon",  "cap",    "cac",  "va",   "hoac", "doan",
                               "the",  "hoi",   "trung", "tam",    "dia",   "phan",   "dang", "uy",   "ubnd", "vien",
                               "don",  "vi",    "co",    "quan",   "chu",   "dau",    "tu",   "nhan", "ca",   "benh"};
    std::size_t words = 0;
    for (std::size_t begin = 0; begin < text.size(); ++words) {
        const auto end = std::min(text.find_first_of(" ,/-;", begin), text.size());
        const auto word = text.substr(begin, end - begin);
        if (!word.empty() && std::find(kinds.begin(), kinds.end(), word) == kinds.end()) return false;
        begin = end + 1;
    }
    return words > 0;
}

/// "Khoa/phòng thực hiện": kinds of units in front of what they do.
bool is_units_with_verb(std::string_view text) {
    for (const std::string_view verb : {" thuc hien", " trien khai", " duoc giao", " tham muu", " phu trach"})
        if (const auto at = text.find(verb); at != std::string_view::npos && is_kinds_of_units(text.substr(0, at)))
            return true;
    return false;
}

bool is_time(std::string_view text) {
    if (has_any(text, {"han muc", "phan han"})) return false;
    const bool length = has_any(text, {"thang", "quy", "nam", "ngay"}) &&
                        has_any(text, {"thuc hien", "trinh", "ban hanh", "bat dau", "ket thuc", "hoan tat", "nop"});
    return length ||
           has_any(text, {"thoi gian", "thoi han", "thoi diem", "tien do", "ky han", "han", "lo trinh", "hoan thanh",
                          "moc", "bat dau", "ket thuc", "deadline", "due", "due date", "start"}) ||
           is_any(text, {"tu", "den", "tu ngay", "den ngay", "tu thang", "den thang"});
}

bool says_end(std::string_view text) {
    return has_any(text, {"den", "ket thuc", "hoan thanh", "hoan tat"});
}

Column time_column(std::string_view text) {
    if (has_any(text, {"tw", "trung uong", "chinh phu", "cap tren"})) return Column::central;
    const bool from = text == "tu" || text.ends_with(" tu") || has_any(text, {"tu ngay", "tu thang"});
    if ((has_any(text, {"bat dau", "khoi dong", "start"}) || (from && !text.ends_with("dau tu"))) && !says_end(text))
        return Column::start;
    return Column::deadline;
}

bool is_task(std::string_view text) {
    return has_any(text, {"noi dung", "nhiem vu", "cong viec", "hoat dong", "de an", "giai phap", "ten van ban", "viec",
                          "dau viec", "phan viec", "cong tac", "hang muc", "ten chuong trinh", "ten du an", "title",
                          "task", "assignment"});
}

/// Who does it: a unit with what it does, or words that mean that by themselves.
bool is_lead(std::string_view text) {
    if (has_any(text, {"tham quyen", "cap trinh", "co quan ban hanh", "co quan phe duyet", "phe duyet", "dia chi"}))
        return false;
    const bool what = has_any(text, {"nhiem vu", "cong viec", "noi dung"});
    const bool who = names_unit(text);
    if (has_any(text, {"phan cong", "duoc giao", "giao"}) && what && !who && !has_any(text, {"thuc hien"}))
        return false;
    if (has_any(text, {"phu trach", "dau moi", "tham muu", "phan cong", "trach nhiem", "chiu trach nhiem"}))
        return true;
    if (is_units_with_verb(text)) return true;
    return who && has_any(text, {"thuc hien", "trien khai", "duoc giao", "giao", "soan thao", "xay dung", "chi dao",
                                 "trinh", "chu quan", "lam", "thuc thi"});
}

/// The fewest letters to be changed, added or left out so that `word` stands somewhere in `text`.
std::size_t distance_within(std::string_view text, std::string_view word) {
    std::vector<std::size_t> row(word.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    std::size_t best = row.back();
    for (const char c : text) {
        std::size_t diagonal = std::exchange(row[0], 0);
        for (std::size_t i = 1; i < row.size(); ++i) {
            const auto above = row[i];
            row[i] = std::min({diagonal + (word[i - 1] == c ? 0U : 1U), above + 1, row[i - 1] + 1});
            diagonal = above;
        }
        best = std::min(best, row.back());
    }
    return best;
}

}  // namespace

std::string plain_heading(std::string_view heading) {
    std::string text = rules::deadlines::fold_without_tones(heading);
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '.' || c == ':' || c == '*'; }),
               text.end());
    return text;
}

bool names_person(std::string_view text) {
    return has_any(text, {"nguoi", "lanh dao", "can bo", "dong chi", "chuyen vien", "thanh vien"});
}

bool names_unit(std::string_view text) {
    return has_any(text, {"don vi", "co quan", "bo phan", "phong ban", "phong, ban", "so, nganh", "so, ban", "to chuc",
                          "dia phuong", "ca nhan", "chu the", "cac cap", "cac ben", "ben", "luc luong", "doi tac"}) ||
           names_person(text);
}

bool takes_part(std::string_view text) {
    return has_any(text, {"cung thuc hien", "cung lam", "cung trien khai", "dong thuc hien", "dong hanh", "tham gia",
                          "lien quan", "ho tro", "hop tac", "ket hop", "phoi thuoc", "hiep dong", "giup"});
}

bool names_approval(std::string_view text) {
    return has_any(text, {"phe duyet", "ban hanh", "tham quyen", "trinh", "quyet dinh", "tham dinh", "ky"});
}

bool names_unit_only(std::string_view text) {
    return is_any(text, {"don vi", "co quan", "bo phan", "co quan, don vi", "don vi, bo phan", "phong, ban",
                         "don vi, ca nhan", "to chuc", "cac don vi", "co quan/don vi", "phong/ban"});
}

Column column_of_words(const std::string& text) {
    if (is_any(text, {"tt", "stt", "so", "so tt", "so thu tu", "thu tu", "#", "no"})) return Column::ordinal;
    if (text == "ma" || text.starts_with("ma so") || text.starts_with("ma nhiem vu") || text.starts_with("ma viec"))
        return Column::ordinal;
    if (has_any(text, {"ghi chu", "note", "notes", "remarks"})) return Column::note;
    if (has_any(text, {"ho va ten", "ho ten", "ho, ten", "ho va ten dem"})) return Column::person;
    if (has_any(text, {"phoi hop", "support", "supporting"}) && !has_any(text, {"chu tri"})) return Column::support;
    if (has_any(text, {"chu tri", "lead", "lead unit"})) return Column::lead;
    if (has_any(text, {"don vi tinh", "dvt", "muc tieu den", "chi tieu"}) && !has_any(text, {"nhiem vu"}))
        return Column::indicator;
    if (has_any(text, {"ket qua", "san pham", "dau ra", "deliverable", "result"})) return Column::deliverable;
    if (has_any(text, {"tinh trang", "trang thai", "muc do hoan thanh", "ty le hoan thanh"})) return Column::other;
    if (is_time(text)) return time_column(text);
    if (has_any(text, {"kinh phi", "so tien", "du toan", "nguon von", "thanh tien", "don gia", "budget"}))
        return Column::money;
    if (is_lead(text)) return Column::lead;
    if (is_any(text, {"muc", "phan", "nhom", "nhom nhiem vu", "linh vuc", "section"})) return Column::section;
    if (is_task(text)) return Column::title;
    if (is_any(text, {"van ban", "du thao van ban", "chuong trinh", "du an", "chuyen de"})) return Column::title;
    if (has_any(text, {"tham gia"}) && names_unit(text)) return Column::support;
    return is_any(text, {"muc tieu", "ke hoach", "target", "unit"}) ? Column::indicator : Column::other;
}

Column column_of_damaged_words(std::string_view text) {
    constexpr std::size_t longest = 48;
    std::string bare;
    if (text.size() > longest) return Column::other;
    std::copy_if(text.begin(), text.end(), std::back_inserter(bare), is_folded_letter);
    static constexpr std::array<std::pair<std::string_view, Column>, 12> known{{{"phoihop", Column::support},
                                                                                {"chutri", Column::lead},
                                                                                {"ketqua", Column::deliverable},
                                                                                {"sanpham", Column::deliverable},
                                                                                {"thoigian", Column::deadline},
                                                                                {"thoihan", Column::deadline},
                                                                                {"hoanthanh", Column::deadline},
                                                                                {"donvithuchien", Column::lead},
                                                                                {"coquanthuchien", Column::lead},
                                                                                {"noidung", Column::title},
                                                                                {"nhiemvu", Column::title},
                                                                                {"congviec", Column::title}}};
    for (const auto& [word, column] : known)
        if (bare.size() + 1 >= word.size() && distance_within(bare, word) <= 1) return column;
    return Column::other;
}

}  // namespace dondoc::intake
