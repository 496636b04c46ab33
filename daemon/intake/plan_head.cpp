#include "daemon/intake/plan_head.hpp"

#include "daemon/intake/head_fields.hpp"
#include "daemon/intake/head_issuer.hpp"
#include "daemon/intake/head_lines.hpp"
#include "daemon/intake/head_title.hpp"
#include "daemon/intake/text.hpp"
#include "rules/dates/date.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace dondoc::intake {

namespace {

class HeadReader {
public:
    HeadReader(const Document& document, std::vector<Doubt>& doubts, const Stated& stated)
        : lines_(head_lines(document)),
          title_(title_of(lines_)),
          reference_(find_reference(document)),
          doubts_(doubts),
          stated_(stated) {}

    PlanHead read(std::string_view file_title, int default_year) {
        look_for_fields();
        take_number_and_date();
        take_title(file_title);
        take_issuer();
        take_year(default_year);
        if (draft_mark_ != nullptr)
            doubt(*draft_mark_, "văn bản ghi là dự thảo, chưa phải bản đã ban hành",
                  "the document is marked as a draft, it is not the one that was issued");
        auto& plan = head_.plan;
        plan.id = stated_.plan_id;
        if (plan.id.empty())
            plan.id = rules::model::make_plan_id(plan.number.empty() ? plan.title : plan.number, plan.year);
        return std::move(head_);
    }

private:
    // Number and date stand above the title, or just below the kind of document.
    void look_for_fields() {
        constexpr std::size_t below_kind = 3;
        const std::size_t end = std::min(lines_.size(), title_.begin + below_kind);
        for (std::size_t at = 0; at < end; ++at) {
            const HeadLine& line = lines_[at];
            if (line.kind == HeadLine::Kind::draft && draft_mark_ == nullptr) draft_mark_ = &line.text;
            if (line.kind != HeadLine::Kind::text) continue;
            if (const auto number = number_in(line.text); number && !number_) {
                number_ = number->number;
                number_line_ = line.text;
                if (const auto date = date_in(number->rest); date && !issued_) issued_ = date, date_line_ = line.text;
            } else if (const auto date = date_in(line.text); date && !issued_) {
                issued_ = date;
                date_line_ = line.text;
            }
        }
        if (!number_ && !issued_ && title_.title.empty()) take_named_line();
        if (!number_ && !issued_ && reference_) take_reference();
    }

    void take_named_line() {
        constexpr std::size_t first_lines = 5;
        for (std::size_t at = 0; at < std::min(lines_.size(), first_lines); ++at) {
            auto named = named_in(lines_[at].text);
            if (!named) continue;
            number_ = named->number;
            issued_ = named->issued;
            head_.plan.issuer = std::move(named->issuer);
            title_.title = std::move(named->title);
            return;
        }
    }

    void take_reference() {
        number_ = reference_->number;
        issued_ = reference_->issued;
        head_.plan.issuer = reference_->issuer;
        number_line_ = date_line_ = reference_->words;
        if (title_.title.empty())
            doubt(reference_->words,
                  "không có phần đầu văn bản; số, ngày, cơ quan ban hành lấy theo dòng này của phụ lục",
                  "no letterhead; number, date and issuer are those that this line of the appendix names");
    }

    void take_number_and_date() {
        auto& plan = head_.plan;
        plan.number = stated_.number.empty() ? number_.value_or("") : stated_.number;
        if (plan.number.empty())
            doubt(number_line_, "số văn bản để trống hoặc không thấy (ghi bằng --number)",
                  "the number is blank or not found (say it with --number)");
        else if (reference_ && !reference_->number.empty() &&
                 rules::deadlines::fold(reference_->number) != rules::deadlines::fold(plan.number))
            doubt(reference_->words, "phụ lục ghi số văn bản khác với phần đầu văn bản",
                  "the appendix names another number than the letterhead");
        if (issued_) plan.date = issued_->date;
        if (stated_.date) plan.date = stated_.date;
        if (!plan.date)
            doubt(date_line_, "ngày ban hành để trống hoặc không thấy (ghi bằng --date)",
                  "the date is blank or not found (say it with --date)");
    }

    void take_title(std::string_view file_title) {
        auto& plan = head_.plan;
        plan.title = title_.title;
        if (!plan.title.empty()) return;
        if (plan.title = title_above_list(lines_); !plan.title.empty())
            return doubt(plan.title, "không thấy tên kế hoạch, lấy tên phụ lục thay",
                         "no title of a plan found, the appendix's stands in");
        plan.title = squeeze(clean(file_title));
        doubt(plan.title, "không thấy tên kế hoạch, lấy tên tệp thay", "no title found, the file's name stands in");
    }

    void take_issuer() {
        auto& plan = head_.plan;
        if (plan.issuer.empty()) {
            Issuer issuer = issuer_of_letterhead(lines_, title_.begin);
            plan.issuer = std::move(issuer.name);
            head_.issuer_parent = std::move(issuer.parent);
        }
        if (plan.issuer.empty()) plan.issuer = issuer_of_sentence(lines_);
        if (plan.issuer.empty()) doubt({}, "không thấy cơ quan ban hành", "no issuer found");
    }

    void take_year(int default_year) {
        auto& plan = head_.plan;
        if (plan.year = stated_.year; plan.year != 0) return;
        const int issued = stated_.date ? rules::dates::year_of(*stated_.date) : issued_ ? issued_->year : 0;
        const int titled = year_of_title(plan.title);
        const bool near = issued == 0 || std::abs(titled - issued) <= 1;
        plan.year = titled != 0 && near ? titled : issued;
        if (plan.year != 0) return;
        plan.year = default_year;
        doubt({}, "không thấy năm của kế hoạch: tháng, quý không ghi năm sẽ không tính được (ghi bằng --year)",
              "the plan's year was not found: months and quarters without a year cannot be computed (say it with "
              "--year)");
    }

    void doubt(std::string text, std::string vi, std::string en) {
        doubts_.push_back({Doubt::Kind::head, {}, 0, std::move(text), std::move(vi), std::move(en)});
    }

    std::vector<HeadLine> lines_;
    HeadTitle title_;
    std::optional<Reference> reference_;
    std::vector<Doubt>& doubts_;
    const Stated& stated_;
    PlanHead head_;
    std::optional<std::string> number_;
    std::optional<IssueDate> issued_;
    std::string number_line_;
    std::string date_line_;
    const std::string* draft_mark_ = nullptr;
};

}  // namespace

PlanHead read_plan_head(const Document& document, std::string_view file_title, int default_year,
                        std::vector<Doubt>& doubts, const Stated& stated) {
    return HeadReader(document, doubts, stated).read(file_title, default_year);
}

}  // namespace dondoc::intake
