#pragma once

#include "daemon/answers/guesses.hpp"
#include "daemon/answers/link.hpp"
#include "daemon/http/server.hpp"
#include "daemon/outbox/compose.hpp"
#include "daemon/store/store.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

/// Where units hand in their answers: what stands between a request and the store.
///
/// A link is the capability: who holds it may see and answer this one matter as this one unit, and nothing else. GET shows and
/// changes nothing, since mail scanners follow links; POST answers and then sends the browser back to the page, so that a
/// second click and a page that is loaded again show the same.
namespace dondoc::answers {

/// What the daemon has at the moment of a request.
struct DeskContext {
    const Keys& keys;
    std::string_view url;  ///< of the site's answers, whose origin forms come from
    store::Store& store;
    const outbox::ComposeContext& compose;
    std::chrono::sys_seconds now;
    std::function<void(const std::string&)> warn;
};

class Desk {
public:
    /// The request's parts are {token} and, of a form, {answer}. True in `answered` where something was written.
    http::Answer handle(const http::Request& request, const DeskContext& context, bool& answered);

private:
    http::Answer refuse_guess(const http::Request& request, const DeskContext& context);

    Guesses guesses_;
};

}  // namespace dondoc::answers
