#include "daemon/intake/draft_builder.hpp"

#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/unit_reader.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace dondoc::intake {

namespace {

namespace deadlines = rules::deadlines;

// More different phrases than this are not remembered at once.
constexpr std::size_t most_phrases = 2'000;

class Builder {
public:
    Builder(const rules::model::UnitDirectory& units, const Context& context, Draft& draft)
        : units_(units, draft.plan.date), deadline_context_{draft.plan.year, context.before}, draft_(draft) {
        deadline_context_.issued = draft.plan.date;
    }

    void run(const std::vector<TaskRow>& rows) {
        for (const TaskRow& row : rows) draft_.assignments.push_back(build(row));
        std::stable_sort(draft_.doubts.begin(), draft_.doubts.end(), [](const Doubt& a, const Doubt& b) {
            return std::tie(a.where.table, a.where.row) < std::tie(b.where.table, b.where.row);
        });
    }

private:
    AssignmentDraft build(const TaskRow& row) {
        AssignmentDraft assignment;
        assignment.seq = static_cast<std::uint32_t>(draft_.assignments.size() + 1);
        assignment.where = row.where;
        current_ = &assignment;
        assignment.ordinal = row[Column::ordinal];
        assignment.section = joined(row.section, squeeze(row[Column::section]), " / ");
        assignment.title = squeeze(row[Column::title]);
        assignment.lead_words = squeeze(row[Column::lead]);
        assignment.support_words = squeeze(row[Column::support]);
        assignment.deliverable = squeeze(row[Column::deliverable]);
        assignment.note = note_of(row);
        read_deadlines(row, assignment);
        assignment.leads = resolve(row[Column::lead], Column::lead);
        assignment.supports = resolve(row[Column::support], Column::support);
        part_supports(assignment);
        check(assignment);
        return assignment;
    }

    static std::string joined(std::string a, const std::string& b, std::string_view between) {
        if (!a.empty() && !b.empty()) a += between;
        return a += b;
    }

    static std::string note_of(const TaskRow& row) {
        std::string note = squeeze(row[Column::note]);
        for (const auto& [heading, text] : row.extra)
            note = joined(note, heading.empty() ? text : heading + ": " + text, "; ");
        return note;
    }

    void read_deadlines(const TaskRow& row, AssignmentDraft& assignment) {
        const std::string words = squeeze(row[Column::deadline]);
        const std::string start = squeeze(row[Column::start]);
        if (!start.empty())
            read_window(start, words, assignment);
        else if (words.empty())
            missing(Column::deadline, "không ghi thời hạn", "no deadline is written");
        else
            read_deadline(words, assignment);
        // The second column is kept for information only, so nobody needs to be asked about it.
        if (const std::string central = squeeze(row[Column::central]); !central.empty())
            assignment.central = understood(central);
    }

    void read_deadline(const std::string& words, AssignmentDraft& assignment) {
        assignment.deadline = understood(words);
        if (assignment.deadline.meaning.kind == deadlines::Kind::unresolved)
            doubt(Doubt::Kind::deadline, Column::deadline, words, "chưa hiểu thời hạn, cần người quyết định",
                  "the deadline is not understood, a person must decide");
    }

    /// Two columns, one for the first and one for the last day.
    void read_window(const std::string& start, const std::string& end, AssignmentDraft& assignment) {
        if (end.empty() && understood(start).meaning.kind != deadlines::Kind::fixed)
            return read_deadline(start, assignment);
        const auto words = window_words(start, end);
        if (const auto& window = understood(words); end.empty() || window.meaning.kind == deadlines::Kind::window)
            return read_deadline(words, assignment);
        read_deadline(end, assignment);
        assignment.note = joined(assignment.note, "Bắt đầu: " + start, "; ");
        if (understood(start).meaning.kind == deadlines::Kind::unresolved)
            doubt(Doubt::Kind::deadline, Column::start, start, "chưa hiểu thời điểm bắt đầu, đã ghi vào ghi chú",
                  "the beginning is not understood and was kept as a note");
    }

    static std::string window_words(std::string start, std::string end) {
        const auto drop = [](std::string& text, std::string_view word) {
            if (deadlines::fold(text).starts_with(word)) text = squeeze(text.substr(text.find(' ') + 1));
        };
        drop(start, "từ ");
        drop(end, "đến ");
        return end.empty() ? "Từ " + start : "Từ " + start + " đến " + end;
    }

    /// The same words come in many rows and are parsed once.
    const deadlines::Deadline& understood(const std::string& words) {
        if (deadlines_.size() >= most_phrases) deadlines_.clear();
        const auto [place, is_new] = deadlines_.try_emplace(words);
        if (is_new) place->second = deadlines::parse_deadline(words, deadline_context_);
        return place->second;
    }

    std::vector<UnitReading> resolve(const std::string& cell, Column column) {
        return units_.read(cell, [&](const UnitReading& unit, std::string vi, std::string en) {
            doubt(Doubt::Kind::unit, column, unit.name, std::move(vi), std::move(en));
        });
    }

    /// "Sở A chủ trì, phối hợp với Sở B" names both in one cell: who only helps is no lead. Where one is said to lead,
    /// those behind without a word of their own help.
    static void part_supports(AssignmentDraft& assignment) {
        std::vector<UnitReading> leads;
        std::vector<UnitReading> supports;
        bool led = false;
        for (UnitReading& unit : assignment.leads) {
            const std::string role = deadlines::fold(unit.qualifier);
            const bool leading = role.find("chủ trì") != std::string::npos;
            const bool helping = role.find("phối hợp") != std::string::npos && !leading;
            led |= leading;
            (helping || (led && role.empty()) ? supports : leads).push_back(std::move(unit));
        }
        if (leads.empty()) std::swap(leads, supports);
        assignment.leads = std::move(leads);
        if (supports.empty()) return;
        if (assignment.support_words.empty())
            for (const UnitReading& unit : supports)
                assignment.support_words = joined(assignment.support_words, unit.name, "; ");
        assignment.supports.insert(assignment.supports.begin(), supports.begin(), supports.end());
    }

    void check(const AssignmentDraft& assignment) {
        if (assignment.title.empty()) missing(Column::title, "nội dung để trống", "the task is empty");
        if (assignment.lead_words.empty()) missing(Column::lead, "không ghi đơn vị chủ trì", "no lead unit is written");
        if (!assignment.ordinal.empty() && !ordinals_.insert(assignment.section + '\n' + assignment.ordinal).second)
            doubt(Doubt::Kind::row, Column::ordinal, assignment.ordinal, "số thứ tự lặp lại",
                  "the ordinal is repeated");
        if (const auto gap = gap_before(assignment); !gap.empty())
            doubt(Doubt::Kind::row, Column::ordinal, assignment.ordinal,
                  fmt::format("số thứ tự không liền với {} ở trên", gap),
                  fmt::format("the ordinal does not follow {} above", gap));
    }

    // Ordinals count on through the plan or begin anew in a section; anything else may be a row lost or repeated.
    std::string gap_before(const AssignmentDraft& assignment) const {
        if (draft_.assignments.empty() || !is_arabic(assignment.ordinal) || assignment.ordinal == "1") return {};
        const std::string& before = draft_.assignments.back().ordinal;
        return is_arabic(before) && next_ordinal(before) != assignment.ordinal ? before : std::string();
    }

    void missing(Column column, std::string vi, std::string en) {
        doubt(Doubt::Kind::missing, column, {}, std::move(vi), std::move(en));
    }

    void doubt(Doubt::Kind kind, Column column, std::string text, std::string vi, std::string en) {
        Place where = current_->where;
        where.column_vi = column_vi(column);
        where.column_en = column_en(column);
        draft_.doubts.push_back({kind, std::move(where), current_->seq, std::move(text), std::move(vi), std::move(en)});
    }

    UnitReader units_;
    deadlines::ParseContext deadline_context_;
    std::unordered_map<std::string, deadlines::Deadline> deadlines_;
    Draft& draft_;
    const AssignmentDraft* current_ = nullptr;
    std::unordered_set<std::string> ordinals_;
};

}  // namespace

void build_assignments(const std::vector<TaskRow>& rows, const rules::model::UnitDirectory& units,
                       const Context& context, Draft& draft) {
    Builder(units, context, draft).run(rows);
}

}  // namespace dondoc::intake
