#include "daemon/summaries/build.hpp"

#include "daemon/summaries/known_then.hpp"
#include "rules/engine/standings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::summaries {

namespace engine = rules::engine;
namespace model = rules::model;
using model::Status;
using rules::dates::Date;

namespace {

std::string unit_names(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& directory) {
    std::string names;
    for (const auto unit : units) names += (names.empty() ? "" : "; ") + directory[unit].name;
    return names;
}

/// Titles of assignments come from the store, of everything else from the rules.
std::vector<std::string> titles_of(const std::vector<const SubjectRow*>& rows, const Input& input) {
    std::vector<std::uint32_t> wanted;
    for (const SubjectRow* row : rows) {
        if (row->occurrence.kind == model::SubjectKind::assignment) wanted.push_back(row->occurrence.index);
    }
    const std::vector<std::string> found =
        input.titles ? input.titles(wanted) : std::vector<std::string>(wanted.size());
    std::vector<std::string> titles;
    std::size_t next = 0;
    for (const SubjectRow* row : rows) {
        const auto& occurrence = row->occurrence;
        if (occurrence.kind == model::SubjectKind::assignment) {
            titles.push_back(found.at(next++));
            continue;
        }
        std::string title = input.book.reports[occurrence.index].title;
        if (occurrence.kind == model::SubjectKind::indicator)
            title += ": " + input.snapshot.indicators[occurrence.indicator].name;
        if (occurrence.period) title += fmt::format(" ({})", rules::dates::period_vi(*occurrence.period));
        titles.push_back(std::move(title));
    }
    return titles;
}

/// Assigned after that day, whatever is known of it by now.
bool is_later(const model::Occurrence& occurrence, const model::Snapshot& snapshot, Date as_of) {
    if (occurrence.kind != model::SubjectKind::assignment) return false;
    const model::Plan& plan = snapshot.plans[snapshot.assignments[occurrence.index].plan];
    return plan.date && *plan.date > as_of;
}

/// The calendar years that the next twelve months lie in and whose holidays nobody has decided yet.
std::vector<int> computed_years(Date today, const rules::dates::Calendar& calendar) {
    std::vector<int> years;
    for (int year = rules::dates::year_of(today); year <= rules::dates::year_of(today + std::chrono::days{365});
         ++year) {
        if (calendar.status(year) == rules::dates::YearStatus::computed) years.push_back(year);
    }
    return years;
}

void add_lines(outbox::Summary& summary, const Figures& figures, const std::optional<Kept>& before) {
    for (const auto& unit : figures.units) {
        outbox::SummaryLine& line = summary.lines.emplace_back();
        line.figures = unit;
        if (!before) continue;
        const auto known = before->units.find(unit.id);
        if (known != before->units.end()) line.before = known->second;
    }
    summary.all.figures = figures.all;
    if (before) summary.all.before = before->all;
}

void add_overdue(outbox::Summary& summary, const std::vector<SubjectRow>& rows, const Input& input) {
    std::vector<const SubjectRow*> late;
    for (const SubjectRow& row : rows) {
        if (row.status == Status::overdue) late.push_back(&row);
    }
    std::stable_sort(late.begin(), late.end(), [](const auto* a, const auto* b) { return *a->due < *b->due; });
    const auto titles = titles_of(late, input);
    for (std::size_t i = 0; i < late.size(); ++i) {
        const SubjectRow& row = *late[i];
        summary.overdue.push_back({.subject = row.key,
                                   .title = titles[i],
                                   .units = unit_names(row.units, input.book.units),
                                   .due = *row.due,
                                   .days = (input.turn.as_of - *row.due).count(),
                                   .is_new = input.before && *row.due >= input.before->as_of});
    }
}

}  // namespace

Built build(const Input& input) {
    const Date as_of = input.turn.as_of;
    Built built;
    built.year = rules::dates::year_of(as_of);
    const auto then = known_then(input.snapshot, as_of);
    const model::Snapshot& snapshot = then ? *then : input.snapshot;
    engine::StatisticsBuilder statistics(snapshot, input.book, built.year, as_of);
    engine::for_each_standing(snapshot, input.book, built.year, as_of, [&](const engine::Standing& standing) {
        const auto& occurrence = standing.occurrence;
        if (is_later(occurrence, snapshot, as_of)) return;
        statistics.add(standing);
        if (!standing.of_year || occurrence.kind == model::SubjectKind::event) return;
        SubjectRow& row = built.rows.emplace_back();
        row.occurrence = occurrence;
        row.status = standing.status;
        if (occurrence.has_due) row.due = occurrence.due;
        if (row.status != Status::overdue) return;
        row.units = engine::responsible_units(occurrence, as_of, snapshot, input.book);
        row.key = model::subject_key(occurrence, snapshot, input.book).text();
    });
    built.figures = figures_of(std::move(statistics).finish(), input.book.units);

    // Figures of another year say nothing about this one.
    const bool comparable = input.before && input.before->year == built.year;
    const auto before = comparable ? input.before : std::nullopt;
    outbox::Summary& summary = built.summary;
    summary.every = static_cast<outbox::Summary::Every>(input.every);
    summary.as_of = as_of;
    if (before) summary.since = before->as_of;
    summary.technical = input.technical;
    add_lines(summary, built.figures, before);
    add_overdue(summary, built.rows, input);
    summary.waiting = input.waiting;
    summary.failed = input.failed;
    summary.gaps = input.gaps;
    summary.log_head = input.log_head;
    summary.computed_years = computed_years(as_of, input.book.calendar);
    return built;
}

std::vector<xlsx::Sheet> sheets_of(const Built& built, const Input& input, std::string_view locale) {
    const bool en = locale.starts_with("en");
    const auto say = [en](const char* vi, const char* english) { return std::string(en ? english : vi); };
    const auto count = [](std::uint32_t number) { return xlsx::Cell{static_cast<std::int64_t>(number)}; };
    const auto share = [](std::optional<double> value) { return value ? xlsx::Cell{*value} : xlsx::Cell{}; };

    xlsx::Sheet units{.name = say("Theo đơn vị", "By unit"),
                      .preface = {},
                      .columns = {{say("Đơn vị", "Unit"), 40},
                                  {say("Được giao", "Assigned")},
                                  {say("Đã xong", "Done")},
                                  {say("Đúng hạn", "On time")},
                                  {say("Đến hạn", "Fell due")},
                                  {say("Sắp đến hạn", "Due soon")},
                                  {say("Quá hạn", "Overdue")},
                                  {say("Đúng hạn / đến hạn", "On time / fell due")},
                                  {say("Đúng hạn / được giao", "On time / assigned")},
                                  {say("Báo cáo thiếu", "Reports missing")}},
                      .rows = {}};
    const auto add = [&](const outbox::SummaryFigures& one, const std::string& name, bool heading) {
        units.rows.push_back(
            {{name, count(one.assigned), count(one.done), count(one.on_time), count(one.fell_due), count(one.due_soon),
              count(one.overdue), share(one.of_due()), share(one.of_all()), count(one.reports_missing)},
             heading});
    };
    for (const auto& one : built.figures.units) add(one, one.name, false);
    add(built.figures.all, say("Tất cả", "All together"), true);

    xlsx::Sheet overdue{.name = say("Quá hạn", "Overdue"),
                        .preface = {},
                        .columns = {{say("Mã", "Key"), 24},
                                    {say("Việc", "Duty"), 60},
                                    {say("Đơn vị", "Units"), 40},
                                    {say("Hạn", "Due")},
                                    {say("Số ngày quá hạn", "Days overdue")}},
                        .rows = {}};
    for (const auto& line : built.summary.overdue)
        overdue.rows.push_back({{line.subject, line.title, line.units, line.due, line.days}, false});

    xlsx::Sheet all{.name = say("Tất cả", "All"),
                    .preface = {},
                    .columns = {{say("Mã", "Key"), 24},
                                {say("Việc", "Duty"), 60},
                                {say("Đơn vị", "Units"), 40},
                                {say("Hạn", "Due")},
                                {say("Tình trạng", "Status"), 24}},
                    .rows = {}};
    std::vector<const SubjectRow*> rows;
    for (const SubjectRow& row : built.rows) rows.push_back(&row);
    const auto titles = titles_of(rows, input);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SubjectRow& row = *rows[i];
        const auto owners = engine::responsible_units(row.occurrence, input.turn.as_of, input.snapshot, input.book);
        all.rows.push_back({{model::subject_key(row.occurrence, input.snapshot, input.book).text(), titles[i],
                             unit_names(owners, input.book.units), row.due ? xlsx::Cell{*row.due} : xlsx::Cell{},
                             std::string(en ? model::status_name(row.status) : model::status_vi(row.status))},
                            false});
    }
    return {std::move(units), std::move(overdue), std::move(all)};
}

}  // namespace dondoc::summaries
