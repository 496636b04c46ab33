#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/dates/date.hpp"
#include "rules/deadlines/deadline.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What conditional deadlines wait for: văn bản hướng dẫn, quyết định phê duyệt ... One document sets many deadlines
/// going, and each plan names it in words of its own; here those words are made comparable.
///
/// Two texts mean the same event where the same thing, by the same hand, comes about in the same way: "sau khi có văn bản
/// hướng dẫn của Bộ Y tế", "khi Bộ Y tế ban hành hướng dẫn" and "theo hướng dẫn của BYT" do, "khi Chính phủ phê duyệt
/// Chương trình" and "khi Chính phủ ban hành Chương trình" do not. Nothing is guessed beyond that: texts that only share
/// words are near, which is a suggestion for a person.
namespace rules::model {

/// One part of a condition.
struct AwaitedWords {
    enum class Kind : std::uint8_t {
        event,     ///< happens once, on a day that can be recorded
        standing,  ///< "theo quy định", "khi có yêu cầu": no single day will ever settle it
    };
    Kind kind = Kind::event;
    std::string words;  ///< as written, without opener and term: "văn bản hướng dẫn của Bộ Y tế"
    /// Equal for texts that mean the same; not for people. Empty where no thing is named ("sau khi được phê duyệt"): then
    /// the assignment itself is what is waited for, and no other waits for the same.
    std::string core;
    friend bool operator==(const AwaitedWords&, const AwaitedWords&) = default;
};

/// What a condition waits for, part by part: "sau khi có A; khi có B" waits for both. Takes any text, in linear time.
std::vector<AwaitedWords> read_condition(std::string_view condition);

/// Whether all content words of one core are in the other (both, where they only stand in another order). Equal cores
/// are not near.
bool is_near(std::string_view core, std::string_view other);

/// "van-ban-huong-dan-cua-bo-y-te": at most 64 characters, cut at a word; "su-kien" where nothing is left.
std::string make_event_id(std::string_view words);

/// The last acceptable day of a deadline once its event has happened, where the words name one: at the end of its term;
/// the day before, for "trước khi ...". Nothing where they only say what must come first: the event's own day would be a
/// guess, and already over when people learn of it.
std::optional<dates::Date> due_after(const deadlines::Meaning& meaning, std::string_view condition, dates::Date event,
                                     const dates::Calendar& calendar);

/// An event happened: told by a person. A later record of the same event corrects an earlier one, and both are kept.
struct EventRecord {
    std::string event;     ///< id
    dates::Date on;        ///< day of the document
    std::string document;  ///< its number, may be empty
};

}  // namespace rules::model
