#pragma once

#include "daemon/outbox/alerts.hpp"
#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/compose.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::outbox {

/// What a recipient reads about one reminder: words, not rules. Every text is one line without control characters,
/// whatever the plan said.
struct DigestLine {
    std::string subject;  ///< key, to be named in an answer
    std::string source;   ///< "142/KH-UBND, mục 12"
    std::string title;
    std::string deliverable;
    std::string to;     ///< who gets the report: "Sở Y tế qua Phòng Kế hoạch"
    std::string form;   ///< "Mẫu số 02"
    std::string how;    ///< "qua phần mềm báo cáo"
    std::string words;  ///< the deadline as the document states it
    std::string due;    ///< "thứ Ba, 09/6/2026"
    std::string left;   ///< "còn 7 ngày", "quá hạn 3 ngày"; the arrival goes before it
    std::string role;   ///< "chủ trì", "phối hợp", or who is responsible
    std::string condition;
    std::vector<std::string> remarks;  ///< late, extended, sent in another's place, calendar only computed
    bool overdue = false;
    rules::dates::Date due_date;
    int version = 1;      ///< of the deadline: grows where people moved it
    bool has_due = true;  ///< false: there is no day to name, or not yet
    /// What it waited for has come and is told here: "đã có 123/BYT-KCB ngày 05/6/2026". Else empty.
    std::string arrival;
    std::string event;        ///< id of what has come, or empty
    std::string answer = {};  ///< URL of the page on which this recipient can answer, or empty
    bool supports = false;    ///< the recipient does: it can neither say that it is done nor ask for more time
};

/// The order in which people need it.
enum class Part : std::uint8_t { overdue, today, week, later };
inline constexpr std::size_t parts = 4;
constexpr std::string_view part_key(std::size_t part) {
    constexpr std::array<std::string_view, parts> keys{"overdue", "today", "week", "later"};
    return keys.at(part);
}

/// Thông báo: all that one recipient is told on one morning.
struct Digest {
    model::Recipient recipient;
    std::string recipient_name;
    std::string locale = "vi";
    std::string date;  ///< "thứ Sáu, 05/6/2026"
    std::array<std::vector<DigestLine>, parts> lines;
    std::vector<AlertLine> alerts = {};  ///< of checks, before everything else
    std::size_t more_alerts = 0;         ///< left out because there are too many to read
    std::string alerts_summary = {};     ///< "3 cảnh báo, 1 cảnh báo đã hết", those left out among them
    std::vector<HeldItem> held = {};     ///< what was beyond the budget of a day before
    std::string outage = {};             ///< when nobody was awake, where lines come late by it; else empty

    std::size_t count() const;  ///< of the lines
};

/// One line for reminder `index` of the decision. `text` is the assignment's; null for a report.
DigestLine make_line(const model::Reminder& reminder, const model::AssignmentText* text,
                     const model::Snapshot& snapshot, const ComposeContext& context, std::string_view locale);

/// A digest as another one says it later: days instead of what is left until them.
HeldItem held_form(const std::string& headline, const Digest& digest);

Part part_of(const DigestLine& line, rules::dates::Date today);

/// White space and control characters (CR, LF among them) become single blanks; cut at `limit` characters with "…".
std::string one_line(std::string_view text, std::size_t limit = 600);

/// "thứ Ba, 09/6/2026" / "Tuesday, 9 June 2026"
std::string long_date(rules::dates::Date date, std::string_view locale);

}  // namespace dondoc::outbox
