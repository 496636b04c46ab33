#include "daemon/intake/plan_head.hpp"

#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/dates/date.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using rules::deadlines::fold_without_tones;

constexpr std::size_t longest_head = 60;     // lines
constexpr std::size_t longest_line = 120;    // bytes, of number, date and letterhead
constexpr std::size_t longest_issuer = 120;  // bytes

constexpr std::array document_kinds{"kế hoạch",
                                    "chương trình",
                                    "quyết định",
                                    "chỉ thị",
                                    "thông báo",
                                    "đề án",
                                    "phương án",
                                    "công văn",
                                    "nghị quyết",
                                    "hướng dẫn",
                                    "kế hoạch hành động",
                                    "chương trình công tác",
                                    "chương trình hành động"};

struct Line {
    std::string text;
    bool centred = false;
    bool letterhead = false;  ///< in the first column of a table
    bool before_list = true;  ///< above the first long table
};

void add_lines(std::string_view text, bool centred, bool letterhead, std::vector<Line>& lines) {
    for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
        end = text.find('\n', begin);
        std::string line = squeeze(text.substr(begin, end - begin));
        const bool is_rule = line.find_first_not_of("-_=* ") == std::string::npos;
        if (!is_rule) lines.push_back({std::move(line), centred, letterhead, true});
    }
}

constexpr std::size_t longest_letterhead = 4;

// Of a long table only title rows in front of its header belong to the head.
void add_lines(const Table& table, std::vector<Line>& lines) {
    const bool layout = table.rows.size() <= longest_letterhead;
    for (const Row& row : table.rows) {
        const auto filled = std::count_if(row.cells.begin(), row.cells.end(),
                                          [](const Cell& cell) { return !squeeze(cell.text).empty(); });
        if (!layout && filled > 2) return;
        for (const Cell& cell : row.cells) add_lines(cell.text, false, layout && &cell == &row.cells.front(), lines);
    }
}

// Text files have no columns: what stands above the motto of the state is the letterhead.
void mark_letterhead(std::vector<Line>& lines) {
    constexpr std::size_t longest = 6;
    const auto motto = std::find_if(lines.begin(), lines.end(), [](const Line& line) {
        return fold_without_tones(line.text).starts_with("cong hoa xa hoi");
    });
    if (motto == lines.end() || motto - lines.begin() > static_cast<std::ptrdiff_t>(longest)) return;
    for (auto line = lines.begin(); line != motto; ++line) line->letterhead = true;
}

std::vector<Line> head_lines(const Document& document) {
    std::vector<Line> lines;
    bool before_list = true;
    for (const Block& block : document.blocks) {
        if (lines.size() >= longest_head) break;
        const auto first = lines.size();
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            add_lines(paragraph->text, paragraph->centred, false, lines);
        } else {
            const auto& table = std::get<Table>(block);
            add_lines(table, lines);
            const auto is_wide = [](const Row& row) { return row.cells.size() > 2; };
            before_list &= std::none_of(table.rows.begin(), table.rows.end(), is_wide);
        }
        for (auto i = first; i < lines.size(); ++i) lines[i].before_list = before_list;
        if (!before_list && lines.size() == first) lines.push_back({{}, false, false, false});
    }
    mark_letterhead(lines);
    return lines;
}

std::optional<int> to_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + " ") {
        const bool ends = c == ' ' || c == ',' || c == '.' || c == '(' || c == ')' || c == ':' || c == ';';
        if (!ends)
            word += c;
        else if (!word.empty())
            words.push_back(std::move(word)), word.clear();
    }
    return words;
}

/// "Số: 142/KH-UBND"; the number is empty where the document leaves a blank: "Số:     /KH-SYT".
std::optional<std::string> number_of(const std::string& line) {
    constexpr std::string_view word = "Số";
    if (line.size() > longest_line || !fold(line).starts_with("số")) return std::nullopt;
    std::string_view rest = std::string_view(line).substr(std::min(line.size(), word.size()));
    const auto skip = [&rest](std::string_view what) {
        rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(what)));
    };
    skip(": ");
    const auto digits = rest.substr(0, rest.find_first_not_of("0123456789"));
    rest.remove_prefix(digits.size());
    skip(" ._");
    if (rest.starts_with("\xE2\x80\xA6")) skip("\xE2\x80\xA6 ._");  // an ellipsis as blank
    if (!rest.starts_with('/')) return std::nullopt;
    const auto sign = rest.substr(0, rest.find(' '));
    return digits.empty() ? std::string() : std::string(digits) + std::string(sign);
}

struct IssueDate {
    std::optional<rules::dates::Date> date;
    int year = 0;
};

/// "Bắc Ninh, ngày 21 tháng 11 năm 2025", also with blanks for day or month.
std::optional<IssueDate> date_of(const std::string& line) {
    const auto words = words_of(fold(line));
    const auto day = std::find(words.begin(), words.end(), "ngày");
    const auto month = std::find(day, words.end(), "tháng");
    const auto year = std::find(month, words.end(), "năm");
    if (line.size() > longest_line || line.find(',') == std::string::npos || year == words.end()) return std::nullopt;
    const auto value = [&](auto word) { return word + 1 != words.end() ? to_number(*(word + 1)).value_or(0) : 0; };
    IssueDate issued;
    issued.year = value(year);
    if (value(day) != 0 && value(month) != 0)
        issued.date = rules::dates::make_date(issued.year, value(month), value(day));
    return issued;
}

/// What an appendix says of the plan it belongs to: "(Kèm theo Kế hoạch số 142/KH-UBND ngày 21/11/2025 của UBND tỉnh
/// Bắc Ninh)". Blanks stay empty.
struct Reference {
    std::string words;
    std::string number;
    IssueDate issued;
    std::string issuer;
};

// "21/11/2025", " / /2026", "07 tháng 6 năm 2018" behind the word "ngày".
IssueDate date_after_ngay(std::string text) {
    std::replace(text.begin(), text.end(), '/', ' ');
    IssueDate issued;
    std::vector<int> numbers;
    for (const auto& word : words_of(text)) {
        const auto number = to_number(word);
        if (!number && word != "tháng" && word != "năm") break;
        if (number) numbers.push_back(*number);
        if (numbers.size() == 3) break;
    }
    if (numbers.empty() || numbers.back() < 1000) return issued;
    issued.year = numbers.back();
    if (numbers.size() == 3) issued.date = rules::dates::make_date(numbers[2], numbers[1], numbers[0]);
    return issued;
}

std::optional<Reference> reference_of(const std::string& line) {
    constexpr std::size_t longest = 400;
    if (!line.starts_with('(') || line.size() > longest) return std::nullopt;
    const auto folded = rules::deadlines::fold_with_origin(line);
    for (const std::string kind : document_kinds) {
        const std::string words = "theo " + kind + " số";
        const auto at = folded.text.find(words);
        if (at == std::string::npos) continue;
        Reference reference;
        reference.words = line;
        const auto after = line.substr(folded.origin[at + words.size()]);
        reference.number = number_of("Số " + after).value_or("");
        const auto day = folded.text.find(" ngày", at);
        const auto of = folded.text.find(" của ", at);
        const std::size_t day_word = std::string_view(" ngày").size();
        if (day != std::string::npos)
            reference.issued = date_after_ngay(folded.text.substr(day + day_word, of - day - day_word));
        if (of != std::string::npos) {
            const std::size_t of_word = std::string_view(" của ").size();
            std::string issuer = line.substr(folded.origin[of + of_word]);
            issuer.erase(std::min(issuer.size(), issuer.find_first_of(");,")));
            if (issuer.size() <= longest_issuer) reference.issuer = squeeze(issuer);
        }
        return reference;
    }
    return std::nullopt;
}

/// The first such line of the whole document; it may be broken in two.
std::optional<Reference> find_reference(const Document& document) {
    constexpr std::size_t longest = 400;
    std::string open;
    for (const Block& block : document.blocks) {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        if (!paragraph || paragraph->text.size() > longest) continue;
        const std::string text = squeeze(open + " " + paragraph->text);
        open.clear();
        const auto bracket = text.rfind('(');
        if (bracket == std::string::npos) continue;
        if (text.find(')', bracket) == std::string::npos)
            open = text.substr(bracket);
        else if (auto reference = reference_of(text.substr(bracket)))
            return reference;
    }
    return std::nullopt;
}

bool is_document_kind(const std::string& line) {
    return std::find(document_kinds.begin(), document_kinds.end(), fold(line)) != document_kinds.end();
}

bool is_capitals(const std::string& line) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return std::none_of(line.begin(), line.end(), small) && std::count_if(line.begin(), line.end(), capital) >= 2;
}

/// The line after the document's kind, and those that go on centred or, in text files, in capitals.
std::string title_of(const std::vector<Line>& lines) {
    const auto kind =
        std::find_if(lines.begin(), lines.end(), [](const Line& line) { return is_document_kind(line.text); });
    if (kind == lines.end() || kind + 1 == lines.end()) return {};
    auto line = kind + 1;
    std::string title = line->text;
    const bool capitals = !line->centred && is_capitals(title);
    const auto goes_on = [&](const Line& next) {
        return (next.centred || (capitals && is_capitals(next.text))) && !fold(next.text).starts_with("căn cứ") &&
               !next.text.starts_with('(') && !is_section_heading(next.text);
    };
    if (line->centred || capitals)
        while (++line != lines.end() && goes_on(*line)) title += " " + line->text;
    return title;
}

/// Of a file that is an appendix only: the lines above its list, but for letterhead, number and references.
std::string title_above_list(const std::vector<Line>& lines) {
    constexpr std::size_t most_lines = 8;
    const auto list = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return !line.before_list; });
    if (list == lines.end()) return {};
    std::string title;
    std::size_t count = 0;
    for (auto it = lines.begin(); it != list; ++it) {
        const Line& line = *it;
        const std::string folded = fold_without_tones(line.text);
        const bool other = line.letterhead || line.text.starts_with('(') || number_of(line.text) ||
                           date_of(line.text) || folded.starts_with("cong hoa xa hoi") || folded.starts_with("doc lap");
        const bool appendix_number = folded.starts_with("phu luc") && folded.size() <= 12;
        if (other || appendix_number) continue;
        if (++count > most_lines) return {};
        title += (title.empty() ? "" : " ") + line.text;
    }
    return title;
}

// "UBND TỈNH BẮC NINH / SỞ Y TẾ": the issuer stands below its parent; "ỦY BAN NHÂN DÂN / TỈNH BẮC NINH" is one name.
std::string issuer_of_letterhead(const std::vector<Line>& lines) {
    std::string issuer;
    for (const Line& line : lines) {
        if (is_document_kind(line.text)) break;  // the distribution list of a short plan is a table too
        if (!line.letterhead || number_of(line.text) || line.text.size() > longest_line) continue;
        const std::string folded = fold_without_tones(line.text);
        if (folded.starts_with("cong hoa") || folded.starts_with("noi nhan") || folded.starts_with("doc lap")) continue;
        const bool goes_on = folded.starts_with("tinh ") || folded.starts_with("thanh pho ") ||
                             folded.starts_with("xa ") || folded.starts_with("phuong ") ||
                             folded.starts_with("dac khu ");
        issuer = goes_on && !issuer.empty() ? issuer + " " + line.text : line.text;
    }
    return issuer;
}

// "..., Ủy ban nhân dân tỉnh Bắc Ninh ban hành Kế hoạch ..."
std::string issuer_of_sentence(const std::vector<Line>& lines) {
    for (const Line& line : lines) {
        const auto folded = rules::deadlines::fold_with_origin(line.text);
        for (const std::string_view verb : {" ban hành kế hoạch", " xây dựng kế hoạch", " ban hành chương trình"}) {
            const auto at = folded.text.find(verb);
            if (at == std::string::npos) continue;
            std::string subject = line.text.substr(0, folded.origin[at]);
            if (const auto comma = subject.find_last_of(",;:"); comma != std::string::npos) subject.erase(0, comma + 1);
            subject = squeeze(subject);
            if (!subject.empty() && subject.size() <= longest_issuer) return subject;
        }
    }
    return {};
}

/// The year that a title is about; not that of a date, a range or an outlook in it.
int year_of_title(const std::string& title) {
    const auto words = words_of(fold(title));
    int year = 0;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const auto number = to_number(words[i + 1]).value_or(0);
        const std::string& before = words[i - 1];
        const bool other = before == "đến" || before == "từ" || before == "nhìn" || before == "hướng" ||
                           before == "trước" || (i >= 2 && words[i - 2] == "tháng");
        if (words[i] == "năm" && number >= 2000 && number <= rules::dates::last_year && !other) year = number;
    }
    return year;
}

class HeadReader {
public:
    HeadReader(const Document& document, std::vector<Doubt>& doubts, const Stated& stated)
        : lines_(head_lines(document)), reference_(find_reference(document)), doubts_(doubts), stated_(stated) {}

    rules::model::Plan read(std::string_view file_title, int default_year) {
        const int issued_year = read_number_and_date();
        read_title(file_title);
        if (plan_.issuer.empty()) plan_.issuer = issuer_of_letterhead(lines_);
        if (plan_.issuer.empty()) plan_.issuer = issuer_of_sentence(lines_);
        if (plan_.issuer.empty()) doubt({}, "không thấy cơ quan ban hành", "no issuer found");
        find_year(issued_year, default_year);
        plan_.id = stated_.plan_id;
        if (plan_.id.empty())
            plan_.id = rules::model::make_plan_id(plan_.number.empty() ? plan_.title : plan_.number, plan_.year);
        return std::move(plan_);
    }

private:
    // Returns the year of the date line, which may lack its day.
    int read_number_and_date() {
        std::optional<std::string> number;
        std::optional<IssueDate> issued;
        std::string number_line;
        std::string date_line;
        for (const Line& line : lines_) {
            if (is_document_kind(line.text)) break;
            if (!number && (number = number_of(line.text))) number_line = line.text;
            if (!issued && (issued = date_of(line.text))) date_line = line.text;
        }
        if (!number && !issued && reference_ && title_of(lines_).empty()) {
            number = reference_->number;
            issued = reference_->issued;
            plan_.issuer = reference_->issuer;
            number_line = date_line = reference_->words;
            doubt(reference_->words,
                  "không có phần đầu văn bản; số, ngày, cơ quan ban hành lấy theo dòng này của phụ lục",
                  "no letterhead; number, date and issuer are those that this line of the appendix names");
        }
        plan_.number = stated_.number.empty() ? number.value_or("") : stated_.number;
        if (plan_.number.empty())
            doubt(number_line, "số văn bản để trống hoặc không thấy (ghi bằng --number)",
                  "the number is blank or not found (say it with --number)");
        else if (reference_ && !reference_->number.empty() && fold(reference_->number) != fold(plan_.number))
            doubt(reference_->words, "phụ lục ghi số văn bản khác với phần đầu văn bản",
                  "the appendix names another number than the letterhead");
        if (issued) plan_.date = issued->date;
        if (stated_.date) plan_.date = stated_.date;
        if (!plan_.date)
            doubt(date_line, "ngày ban hành để trống hoặc không thấy (ghi bằng --date)",
                  "the date is blank or not found (say it with --date)");
        if (stated_.date) return rules::dates::year_of(*stated_.date);
        return issued ? issued->year : 0;
    }

    void read_title(std::string_view file_title) {
        plan_.title = title_of(lines_);
        if (!plan_.title.empty()) return;
        if (plan_.title = title_above_list(lines_); !plan_.title.empty())
            return doubt(plan_.title, "không thấy tên kế hoạch, lấy tên phụ lục thay",
                         "no title of a plan found, the appendix's stands in");
        plan_.title = squeeze(clean(file_title));
        doubt(plan_.title, "không thấy tên kế hoạch, lấy tên tệp thay", "no title found, the file's name stands in");
    }

    void find_year(int issued_year, int default_year) {
        if (plan_.year = stated_.year; plan_.year != 0) return;
        const int titled = year_of_title(plan_.title);
        const bool near = issued_year == 0 || std::abs(titled - issued_year) <= 1;
        plan_.year = titled != 0 && near ? titled : issued_year;
        if (plan_.year != 0) return;
        plan_.year = default_year;
        doubt({}, "không thấy năm của kế hoạch: tháng, quý không ghi năm sẽ không tính được (ghi bằng --year)",
              "the plan's year was not found: months and quarters without a year cannot be computed (say it with "
              "--year)");
    }

    void doubt(std::string text, std::string vi, std::string en) {
        doubts_.push_back({Doubt::Kind::head, {}, 0, std::move(text), std::move(vi), std::move(en)});
    }

    std::vector<Line> lines_;
    std::optional<Reference> reference_;
    std::vector<Doubt>& doubts_;
    const Stated& stated_;
    rules::model::Plan plan_;
};

}  // namespace

rules::model::Plan read_plan_head(const Document& document, std::string_view file_title, int default_year,
                                  std::vector<Doubt>& doubts, const Stated& stated) {
    return HeadReader(document, doubts, stated).read(file_title, default_year);
}

}  // namespace dondoc::intake
