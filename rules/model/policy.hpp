#pragma once

#include "rules/model/subject.hpp"
#include "rules/model/unit.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rules::model {

/// Where a rule stands, for errors and for "why": path as given, lines and columns from 1.
struct SourcePlace {
    std::string path;
    int line = 0;
    int column = 0;
};

/// A length of time in rule files: "7d" or "3wd".
struct Offset {
    std::int16_t count = 0;
    bool working = false;
    std::string text() const;
    friend bool operator==(const Offset&, const Offset&) = default;
};

enum class Severity : std::uint8_t { info, warning, critical };

/// Who a stage speaks to, seen from the subject.
struct Audience {
    enum class Kind : std::uint8_t {
        lead,
        support,
        unit_head,
        unit_parent,
        planning_office,
        leadership,
        recipient,  ///< of a report: who gets it (`to`)
        collector,  ///< of a report: who collects it (`via`)
        unit,
        address,  ///< outside the register
    };
    Kind kind = Kind::lead;
    UnitIndex unit{};           ///< for Kind::unit
    std::string text;           ///< as written in the rule file; "mail:a@so.example" for an address
    Contact contact = {};       ///< for Kind::address
    std::uint16_t address = 0;  ///< 1 + its position in RuleBook::addresses
};

/// One step of a policy. `before` stages count back from the due day, `after` stages forward; `every` repeats an overdue
/// stage at each multiple of its offset, through `until` where given. `update` repeats likewise, counted from the day on
/// which progress was last told. `ask` comes each month, for what a deadline waits for, and has no offset.
struct Stage {
    enum class Kind : std::uint8_t { before, every, after, update, ask };
    Kind kind = Kind::before;
    Offset offset;
    std::optional<Offset> until;
    Audience audience;
    Severity severity = Severity::info;
    SourcePlace place;
    int limit = 0;  ///< how often it repeats at most; 0: without limit

    bool repeats() const noexcept { return kind == Kind::every || kind == Kind::update; }
};

/// Hours in which nothing is sent, as times of day; begin > end spans midnight; begin == end is none.
struct QuietHours {
    std::chrono::minutes begin{std::chrono::hours{20}};
    std::chrono::minutes end{std::chrono::hours{7}};
};

/// A condition of a rule file, compiled by rules/language. Evaluation never throws; an error is a sentence.
class Condition {
public:
    virtual ~Condition() = default;
    virtual tl::expected<bool, std::string> holds(const SubjectView& subject) const = 0;
    /// The answer where it is the same for every subject of this kind: lets a million subjects skip `holds`.
    virtual std::optional<bool> constant_for(SubjectKind kind) const = 0;
    /// The same where the status is known as well, which only conditions of `inhibit` ask for.
    virtual std::optional<bool> constant_when(SubjectKind kind, Status) const { return constant_for(kind); }
};

/// Chính sách nhắc: which reminders and escalations a subject gets. The first whose match holds applies.
struct Policy {
    std::string id;
    std::string match;
    std::shared_ptr<const Condition> condition;
    std::vector<Stage> stages;
    std::chrono::minutes send_at{std::chrono::hours{8}};  ///< time of day
    bool urgent = false;                                  ///< may go out in quiet hours
    SourcePlace place;

    enum class Digest : std::uint8_t {
        daily,   ///< with the other reminders of the recipient's morning
        single,  ///< in a message of its own
    };
    Digest digest = Digest::daily;

    /// What becomes of the stages of a subject that passed while nobody was awake.
    enum class Late : std::uint8_t {
        newest,  ///< the newest is sent and marked late, older ones are skipped
        merge,   ///< the newest is sent and names all of them
        drop,    ///< none of a day before is sent
    };
    Late late = Late::newest;
    /// The configured channels it goes out on; empty: all contacts of the recipient. A recipient without a contact on any
    /// of them is told on those it has.
    std::vector<std::string> channels = {};
    bool first_contact_only = false;
    std::optional<QuietHours> quiet = {};          ///< instead of the rule book's
    std::optional<dates::Date> update_since = {};  ///< progress is not asked for before an `update` offset after it

    /// When it came into force as it is, where another set of rules went before: what its stages name up to then was never
    /// said by them, and is not said now. Empty: it has always been so.
    std::optional<dates::LocalTime> since = {};

    /// A policy whose fields it takes where it says nothing itself (`use`).
    struct Used {
        std::string id;
        SourcePlace place;
    };
    std::vector<Used> uses = {};  ///< the nearest first
};

}  // namespace rules::model
