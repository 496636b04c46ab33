#include "daemon/store/comparison.hpp"

#include "daemon/store/row_matching.hpp"
#include "rules/deadlines/parse.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dondoc::store {

namespace {

using rules::model::AssignmentRecord;
using rules::model::AssignmentText;

constexpr std::array<std::pair<std::string_view, std::string AssignmentText::*>, 10> text_fields{{
    {"ordinal", &AssignmentText::ordinal},
    {"section", &AssignmentText::section},
    {"title", &AssignmentText::title},
    {"lead_words", &AssignmentText::lead_words},
    {"support_words", &AssignmentText::support_words},
    {"deliverable", &AssignmentText::deliverable},
    {"deadline_words", &AssignmentText::deadline_words},
    {"condition", &AssignmentText::condition},
    {"central_words", &AssignmentText::central_words},
    {"note", &AssignmentText::note},
}};

std::string iso(const std::optional<rules::dates::Date>& date) {
    return date ? rules::dates::format_iso(*date) : std::string();
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : "; ") + word;
    return text;
}

std::vector<FieldChange> changes(const AssignmentRecord& before, const AssignmentRecord& after) {
    std::vector<FieldChange> list;
    const auto add = [&](std::string_view field, std::string old_value, std::string new_value) {
        if (old_value != new_value) list.push_back({std::string(field), std::move(old_value), std::move(new_value)});
    };
    for (const auto& [name, field] : text_fields) add(name, before.text.*field, after.text.*field);
    if (before.deadline != after.deadline)
        add("deadline", rules::deadlines::say_vi(before.deadline), rules::deadlines::say_vi(after.deadline));
    add("start", iso(before.deadline.start), iso(after.deadline.start));
    add("due", iso(before.deadline.due), iso(after.deadline.due));
    add("leads", joined(before.leads), joined(after.leads));
    add("supports", joined(before.supports), joined(after.supports));
    add("unresolved_units", joined(before.unresolved_units), joined(after.unresolved_units));
    return list;
}

// Apart from its number, which is where the document has it.
bool same(AssignmentRecord before, const AssignmentRecord& after) {
    before.seq = after.seq;
    return before == after;
}

RowPairs pairs_of(std::span<const KeptRow> kept, std::span<const AssignmentRecord> rows,
                  std::span<const SameRow> said) {
    std::vector<KeptText> kept_texts;
    for (const KeptRow& one : kept) kept_texts.push_back({&one.record.text, one.withdrawn});
    std::vector<const AssignmentText*> row_texts;
    for (const AssignmentRecord& one : rows) row_texts.push_back(&one.text);
    std::vector<Said> decisions;
    for (const SameRow& one : said) {
        if (one.row == 0 || one.row > rows.size()) continue;
        Said decision{one.row - 1, {}};
        const auto at =
            std::find_if(kept.begin(), kept.end(), [&](const KeptRow& row) { return row.record.seq == one.kept; });
        if (at != kept.end()) decision.kept = static_cast<std::size_t>(at - kept.begin());
        if (decision.kept || one.kept == 0) decisions.push_back(decision);
    }
    return match_rows(kept_texts, row_texts, decisions);
}

RowChange paired(const KeptRow& kept, const AssignmentRecord& record, std::uint32_t row) {
    using Kind = RowChange::Kind;
    RowChange change{.kind = Kind::changed,
                     .seq = kept.record.seq,
                     .row = row,
                     .ordinal = record.text.ordinal,
                     .title = record.text.title,
                     .fields = changes(kept.record, record),
                     .has_facts = kept.has_facts};
    if (kept.withdrawn)
        change.kind = Kind::restored;
    else if (same(kept.record, record))
        change.kind = Kind::unchanged;
    return change;
}

}  // namespace

std::size_t Comparison::count(RowChange::Kind kind) const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const RowChange& row) { return row.kind == kind; }));
}

std::string_view change_name(RowChange::Kind kind) noexcept {
    static constexpr std::array<std::string_view, 5> names{"unchanged", "added", "changed", "restored", "withdrawn"};
    return names.at(static_cast<std::size_t>(kind));
}

Comparison compare_rows(std::span<const KeptRow> kept, std::span<const AssignmentRecord> rows,
                        std::span<const SameRow> said) {
    const RowPairs pairs = pairs_of(kept, rows, said);
    std::uint32_t last = 0;
    for (const KeptRow& one : kept) last = std::max(last, one.record.seq);

    Comparison result;
    std::vector<bool> found(kept.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const AssignmentRecord& record = rows[r];
        const auto row = static_cast<std::uint32_t>(r + 1);
        if (const auto partner = pairs.kept_of[r]) {
            found[*partner] = true;
            result.rows.push_back(paired(kept[*partner], record, row));
        } else {
            result.rows.push_back({.kind = RowChange::Kind::added,
                                   .seq = kept.empty() ? record.seq : ++last,
                                   .row = row,
                                   .ordinal = record.text.ordinal,
                                   .title = record.text.title,
                                   .fields = {},
                                   .has_facts = false});
        }
    }
    for (std::size_t k = 0; k < kept.size(); ++k) {
        if (found[k] || kept[k].withdrawn) continue;
        const AssignmentRecord& record = kept[k].record;
        result.rows.push_back({.kind = RowChange::Kind::withdrawn,
                               .seq = record.seq,
                               .row = 0,
                               .ordinal = record.text.ordinal,
                               .title = record.text.title,
                               .fields = {},
                               .has_facts = kept[k].has_facts});
    }
    for (const Perhaps& one : pairs.questions)
        result.questions.push_back({static_cast<std::uint32_t>(one.row + 1), rows[one.row].text.title,
                                    kept[one.kept].record.seq, kept[one.kept].record.text.title});
    return result;
}

}  // namespace dondoc::store
