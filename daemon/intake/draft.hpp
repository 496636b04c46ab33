#pragma once

#include "rules/deadlines/deadline.hpp"
#include "rules/model/indicator.hpp"
#include "rules/model/plan.hpp"
#include "rules/reporting/duty.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What intake understood of a plan, for a person to look through before it is kept.
namespace dondoc::intake {

/// Where in the document: table and row from 1, or paragraph from 1 outside the tables; zero where it does not apply. For
/// a text file row and paragraph are lines.
struct Place {
    std::size_t table = 0;
    std::size_t row = 0;
    std::size_t paragraph = 0;
    std::string column_vi;
    std::string column_en;

    /// "bảng 4, dòng 12, cột thời hạn"; empty for the document as a whole.
    std::string vi() const;
    std::string en() const;
    friend bool operator==(const Place&, const Place&) = default;
};

/// Something a person should look at. Nothing was dropped: the words are in the draft or here.
struct Doubt {
    enum class Kind : std::uint8_t {
        head,       ///< number, date, issuer, title or year of the plan not found
        table,      ///< a table that was not read as a list of assignments
        row,        ///< joined, counted or out of order
        missing,    ///< an empty cell that should not be
        deadline,   ///< words that are no deadline we know
        unit,       ///< a name that the register does not know
        report,     ///< a sentence that speaks of reporting and was not understood
        indicator,  ///< a row of a table of indicators that was not understood
    };
    Kind kind = Kind::head;
    Place where;
    std::uint32_t seq = 0;  ///< the assignment it is about, 0 for none
    std::string text;       ///< as written
    std::string vi;         ///< what is doubtful about it
    std::string en;
};

/// head, table, row, missing, deadline, unit, report, indicator
std::string_view doubt_kind_name(Doubt::Kind kind) noexcept;

/// A unit that a cell names, and which unit of the register that is.
struct UnitReading {
    std::string name;        ///< as written, without qualifier
    std::string qualifier;   ///< role or field: "chỉ đạo", "an toàn giao thông"
    std::string id;          ///< empty where the register does not know the name
    std::string suggestion;  ///< then: the nearest name of the register, never taken by itself
};

/// One row of the plan's list. Texts are as written, white space collapsed.
struct AssignmentDraft {
    std::uint32_t seq = 0;  ///< 1.. in the order of the document
    Place where;
    std::string ordinal;  ///< without its closing dot; may repeat, may be empty
    std::string section;  ///< headings inside the table, outer first, joined by " / "
    std::string title;
    std::string lead_words;
    std::string support_words;
    std::string deliverable;
    std::string note;  ///< the note column, then what stands in columns that have no other place, with their headings
    rules::deadlines::Deadline deadline;                ///< empty words where the cell is empty
    std::optional<rules::deadlines::Deadline> central;  ///< of a second time column
    std::vector<UnitReading> leads;
    std::vector<UnitReading> supports;

    /// As the store keeps it.
    rules::model::AssignmentRecord record() const;
};

/// One duty to report, with the sentence it comes from; a sentence with two times gives two of them.
struct ReportDraft {
    Place where;
    std::string clause;           ///< where the document states it: "IV.3"; empty outside any numbered part
    rules::reporting::Duty duty;  ///< its reporter may come from a heading or an earlier sentence
    std::string sentence;
    std::vector<UnitReading> reporters;
    std::vector<UnitReading> recipients;
    std::vector<UnitReading> via;
};

/// One row of a table of indicators.
struct IndicatorDraft {
    Place where;
    rules::model::IndicatorRecord record;
    std::vector<UnitReading> owners;
    std::vector<UnitReading> advisors;
};

struct Draft {
    rules::model::Plan plan;
    std::string issuer_parent;  ///< the body above the issuer, as the letterhead names it; may be empty
    std::vector<AssignmentDraft> assignments;
    std::vector<ReportDraft> reports;
    std::vector<IndicatorDraft> indicators;
    std::vector<Doubt> doubts;  ///< in the order of the document
};

}  // namespace dondoc::intake
