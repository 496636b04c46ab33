#include "daemon/outbox/summary_words.hpp"

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/missed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace dondoc::outbox {

namespace {

constexpr std::size_t most_units = 100;
constexpr std::size_t most_overdue = 30;
constexpr std::size_t most_lines = 20;

/// One language, so that functions do not carry a flag about.
class Words {
public:
    explicit Words(bool en) : en_(en) {}

    std::string operator()(std::string_view vi, std::string_view en) const { return std::string(en_ ? en : vi); }
    bool english() const { return en_; }
    std::string_view locale() const { return en_ ? "en" : "vi"; }

    std::string date(rules::dates::Date day) const { return long_date(day, locale()); }

private:
    bool en_;
};

std::string rate(std::uint32_t part, std::uint32_t whole) {
    return model::Rate{part, whole}.text();
}

/// The part in front of the brackets and what is in them, in columns of their own.
std::string rate_columns(std::uint32_t part, std::uint32_t whole) {
    const std::string share = whole == 0 ? "–" : fmt::format("{:.0f}%", std::floor(100.0 * part / whole));
    return fmt::format("{:>8}{:>5}", fmt::format("{}/{}", part, whole), share);
}

/// Points of a per cent since the last summary.
std::string change(const SummaryLine& line, const Words& words) {
    if (!line.before) return {};
    const auto now = line.figures.of_due();
    const auto then = line.before->of_due();
    if (!now || !then) return {};
    const double points = 100 * (*now - *then);
    if (std::abs(points) < 0.05) return words("±0", "±0");
    std::string text = fmt::format("{:+.1f}", points);
    if (!words.english()) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string level(const SummaryFigures& figures) {
    const auto share = figures.of_due();
    if (!share) return {};
    return *share < 0.5 ? "bad" : *share < 0.8 ? "poor" : "good";
}

SummaryWords::Unit unit_words(const SummaryLine& line, const std::string& name, const Words& words) {
    const SummaryFigures& figures = line.figures;
    SummaryWords::Unit unit;
    unit.name = name;
    unit.overdue = fmt::to_string(figures.overdue);
    unit.of_due = rate(figures.on_time, figures.fell_due);
    unit.of_all = rate(figures.on_time, figures.assigned);
    unit.change = change(line, words);
    unit.reports = figures.reports_missing == 0 ? std::string() : fmt::to_string(figures.reports_missing);
    unit.numbers = fmt::format("{:>4} {} {}", figures.overdue, rate_columns(figures.on_time, figures.fell_due),
                               rate_columns(figures.on_time, figures.assigned));
    unit.level = level(figures);
    return unit;
}

std::string title_of(Summary::Every every, const Words& words) {
    static constexpr std::array vi{"Tổng hợp ngày", "Tổng hợp tuần", "Tổng hợp tháng", "Tổng hợp quý"};
    static constexpr std::array en{"Daily summary", "Weekly summary", "Monthly summary", "Quarterly summary"};
    const auto place = static_cast<std::size_t>(every);
    return words(vi.at(place), en.at(place));
}

std::string_view every_key(Summary::Every every) {
    static constexpr std::array<std::string_view, 4> names{"day", "week", "month", "quarter"};
    return names.at(static_cast<std::size_t>(every));
}

SummaryWords::Overdue overdue_words(const OverdueLine& line, const Words& words) {
    return {.subject = line.subject,
            .title = one_line(line.title, 300),
            .units = one_line(line.units, 200),
            .due = words("hạn ", "due ") + words.date(line.due),
            .left = words.english() ? fmt::format("{} day{} overdue", line.days, line.days == 1 ? "" : "s")
                                    : fmt::format("quá hạn {} ngày", line.days),
            .is_new = line.is_new};
}

void add_section(SummaryWords& all, std::string title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    SummaryWords::Section section{.title = fmt::format("{} ({})", title, lines.size()), .lines = {}, .more = 0};
    const std::size_t shown = std::min(lines.size(), most_lines);
    for (std::size_t i = 0; i < shown; ++i) section.lines.push_back(one_line(lines[i], 400));
    section.more = lines.size() - shown;
    all.sections.push_back(std::move(section));
}

std::vector<std::string> gap_lines(const Summary& summary, const Words& words, const ComposeContext& context) {
    std::vector<std::string> lines;
    const auto local = [&](std::chrono::sys_seconds instant) {
        return time_words(rules::dates::LocalTime{instant.time_since_epoch() + context.utc_offset}, words.locale());
    };
    for (const store::Gap& gap : summary.gaps)
        lines.push_back(words.english() ? fmt::format("from {} to {}: {} reminders missed, {} of them never sent",
                                                      local(gap.since), local(gap.until), gap.missed, gap.dropped)
                                        : fmt::format("từ {} đến {}: lỡ {} lời nhắc, {} không gửi nữa",
                                                      local(gap.since), local(gap.until), gap.missed, gap.dropped));
    return lines;
}

std::vector<std::string> holiday_lines(const Summary& summary, const Words& words) {
    std::vector<std::string> lines;
    for (const int year : summary.computed_years)
        lines.push_back(words.english()
                            ? fmt::format("public holidays of {} are computed, not official yet: days may move", year)
                            : fmt::format("lịch nghỉ năm {} mới là dự kiến: hạn và ngày nhắc có thể dời", year));
    return lines;
}

/// Kept with the mail, out of reach of who can write to the database.
SummaryWords::Section anchor_section(const std::string& head, const Words& words) {
    const std::string line =
        words.english()
            ? fmt::format(
                  "{} – please keep this message: with this line dondoc audit verify --expect shows that the log up "
                  "to now was neither cut off nor rewritten",
                  head)
            : fmt::format(
                  "{} – đề nghị lưu thư này: với dòng này, dondoc audit verify --expect cho thấy nhật ký đến lúc "
                  "này không bị cắt bỏ hay viết lại",
                  head);
    return {.title = words("Đầu chuỗi nhật ký", "Head of the event log"), .lines = {line}, .more = 0};
}

std::string headline_of(const Summary& summary, const Words& words) {
    const SummaryFigures& all = summary.all.figures;
    const std::size_t fresh = summary.newly_overdue();
    std::string text =
        words.english() ? fmt::format("{} overdue", all.overdue) : fmt::format("{} quá hạn", all.overdue);
    if (fresh > 0) text += words.english() ? fmt::format(" ({} new)", fresh) : fmt::format(" ({} mới)", fresh);
    return text + words(", đúng hạn ", ", on time ") + rate(all.on_time, all.fell_due);
}

}  // namespace

SummaryWords words_of(const Summary& summary, std::string recipient, std::string_view locale,
                      const ComposeContext& context) {
    const Words words(locale.starts_with("en"));
    SummaryWords all;
    all.every = every_key(summary.every);
    all.title = title_of(summary.every, words);
    all.recipient = std::move(recipient);
    all.as_of = words("tính đến hết ", "as of the end of ") + words.date(summary.as_of);
    if (summary.since) all.since = words("so với ", "compared with ") + words.date(*summary.since);
    all.headline = headline_of(summary, words);
    all.columns = words(" Quá   Đúng hạn/       Đúng hạn/\n hạn     đến hạn       được giao",
                        "Over     On time /       On time /\n due    fell due        assigned");
    const std::size_t shown = std::min(summary.lines.size(), most_units);
    for (std::size_t i = 0; i < shown; ++i)
        all.units.push_back(unit_words(summary.lines[i], one_line(summary.lines[i].figures.name, 200), words));
    all.more_units = summary.lines.size() - shown;
    all.all = unit_words(summary.all, words("Tất cả", "All together"), words);
    all.overdue_count = summary.overdue.size();
    const std::size_t listed = std::min(summary.overdue.size(), most_overdue);
    for (std::size_t i = 0; i < listed; ++i) all.overdue.push_back(overdue_words(summary.overdue[i], words));
    all.more_overdue = summary.overdue.size() - listed;
    add_section(all, words("Đang chờ xử lý", "Waiting for an answer"), summary.waiting);
    if (summary.technical) {
        add_section(all, words("Thông báo không đến nơi", "Messages that did not arrive"), summary.failed);
        add_section(all, words("dondoc không chạy", "dondoc was not running"), gap_lines(summary, words, context));
    }
    add_section(all, words("Lịch nghỉ chưa có quyết định", "Holidays not decided yet"), holiday_lines(summary, words));
    if (summary.technical && !summary.log_head.empty()) all.anchor = anchor_section(summary.log_head, words);
    return all;
}

NoticeText short_summary(const SummaryWords& words) {
    NoticeText text;
    text.headline = fmt::format("{}: {}", words.title, words.headline);
    text.intro = words.as_of;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.units.size(), 10); ++i) {
        const auto& unit = words.units[i];
        text.lines.push_back(fmt::format("{}: {} · {} · {}", unit.name, unit.overdue, unit.of_due, unit.of_all));
    }
    text.more = words.units.size() + words.more_units - text.lines.size();
    for (const auto& section : words.sections) text.todo += (text.todo.empty() ? "" : "; ") + section.title;
    return text;
}

}  // namespace dondoc::outbox
