#pragma once

#include "daemon/answers/link.hpp"
#include "daemon/answers/matter.hpp"
#include "daemon/http/server.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// The pages on which units answer: small, without scripts, the same on an old phone and in a large window.
namespace dondoc::answers {

using store::Answer;

/// The part of the URL that stands for an answer: "received", "done", "extend", "not-ours".
std::string_view answer_path(Answer::Kind kind) noexcept;
std::optional<Answer::Kind> parse_answer_path(std::string_view part) noexcept;

struct PageInput {
    const Link& link;
    const Matter& matter;
    std::string_view token;
    std::string_view site;                    ///< who signs
    std::chrono::seconds utc_offset{};        ///< in which times are shown
    std::optional<Answer::Kind> chosen = {};  ///< the form that the URL names
    Fields fields = {};                       ///< what was written into it
    Faults faults = {};
    bool refused = false;  ///< the chosen form was sent and may not be
};

/// The matter, what the unit has said of it already, and forms for what it may say now.
http::Answer answer_page(const PageInput& input);

/// One page for every link that is none, whatever is wrong with it.
http::Answer unknown_page();
/// A link that was good once.
http::Answer expired_page();
http::Answer too_many_page();
http::Answer foreign_page();    ///< a form that was sent from another site
http::Answer malformed_page();  ///< no form at all
http::Answer later_page();      ///< nothing can be written at the moment

std::span<const std::pair<std::string_view, std::string_view>> embedded_pages() noexcept;

}  // namespace dondoc::answers
