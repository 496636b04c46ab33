#pragma once

#include "rules/dates/date.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What units have answered through the links in their messages.
namespace dondoc::store {

struct OutboxMessage;

struct Answer {
    enum class Kind : std::uint8_t {
        received,   ///< đã nhận
        completed,  ///< đã hoàn thành
        extension,  ///< xin gia hạn
        not_ours,   ///< không phải việc của đơn vị
    };
    enum class State : std::uint8_t {
        recorded,  ///< took effect at once
        waiting,   ///< for the planning office
        approved,
        rejected,
    };
    std::int64_t id = 0;  ///< of the store
    Kind kind = Kind::received;
    State state = State::recorded;
    std::string subject;  ///< key without period
    std::string period;
    int version = 1;        ///< of the deadline that the answer is about
    std::string unit;       ///< id
    std::string recipient;  ///< whose link it was: "so-y-te:head"
    std::string address;    ///< of the computer that answered, as far as it is known
    std::chrono::sys_seconds at;
    /// Completed: the day; extension: the day that is asked for; received: the day of the answer.
    std::optional<rules::dates::Date> day;
    std::string document;  ///< completed: number of the document
    std::string reason;    ///< extension, not ours
    std::string settled_by = {};
    std::optional<std::chrono::sys_seconds> settled_at = {};
    std::string settled_note = {};  ///< basis or reason that the planning office gave
};

/// The enumerators: "not_ours", "waiting".
std::string_view answer_kind_name(Answer::Kind kind) noexcept;
std::string_view answer_state_name(Answer::State state) noexcept;

/// The same was said before and still stands, for this version of the deadline or until it is looked at: it is not said
/// again, neither on a page nor by a second click.
bool still_says(const Answer& given, Answer::Kind kind, int version) noexcept;

/// All that is given must hold.
struct AnswerFilter {
    std::optional<std::int64_t> id = {};
    std::string subject = {};
    std::optional<std::string> period = {};
    std::string unit = {};
    bool waiting = false;  ///< only those
};

/// The messages that follow from an answer, once it has a number.
using TellOfAnswer = std::function<std::vector<OutboxMessage>(std::int64_t id)>;

/// What the planning office says to an answer that waits.
struct Settlement {
    std::int64_t id = 0;
    bool approved = false;
    std::string note;              ///< basis or reason
    rules::dates::Date decided{};  ///< of an extension
};

}  // namespace dondoc::store
