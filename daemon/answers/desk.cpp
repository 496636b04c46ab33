#include "daemon/answers/desk.hpp"

#include "daemon/answers/letters.hpp"
#include "daemon/answers/matter.hpp"
#include "daemon/answers/page.hpp"
#include "daemon/http/routes.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace dondoc::answers {
namespace {

using rules::dates::Date;

std::string part(const http::Request& request, const std::string& name) {
    const auto found = request.parts.find(name);
    return found == request.parts.end() ? std::string() : found->second;
}

/// "https://a.example" of "https://a.example/don-doc"
std::string_view origin_of(std::string_view url) {
    return url.substr(0, url.find('/', std::min(url.find("//") + 2, url.size())));
}

/// Browsers say where a form comes from; who says nothing holds the link all the same. Pages without referrer have the
/// origin "null".
bool comes_from_elsewhere(const http::Request& request, std::string_view url) {
    if (!request.fetch_site.empty()) return request.fetch_site != "same-origin" && request.fetch_site != "none";
    return !request.origin.empty() && request.origin != "null" && request.origin != origin_of(url);
}

/// One request of one link.
class Visit {
public:
    Visit(const Link& link, std::string token, std::optional<Answer::Kind> kind, const http::Request& request,
          const DeskContext& context)
        : link_(link),
          token_(std::move(token)),
          kind_(kind),
          request_(request),
          context_(context),
          matter_(find_matter({link.subject, link.period, link.unit}, context.store, context.compose.book, today())) {}

    http::Answer show(const Fields& fields = {}, const Faults& faults = {}, bool refused = false) const {
        return answer_page({.link = link_,
                            .matter = matter_,
                            .token = token_,
                            .site = context_.compose.sender.site_name,
                            .utc_offset = context_.compose.utc_offset,
                            .chosen = kind_,
                            .fields = fields,
                            .faults = faults,
                            .refused = refused});
    }

    http::Answer take(bool& answered) const {
        switch (why_not(*kind_, matter_, link_.version)) {
            case Refusal::none: break;
            case Refusal::closed:
            case Refusal::said: return back();  // the page says how it stands, as after the first click
            case Refusal::too_often:
            case Refusal::supports:
            case Refusal::moved: return show({}, {}, true);
        }
        const auto fields = parse_form(request_.form);
        if (!fields) return malformed_page();
        const auto given = read_answer(*kind_, *fields, matter_.days);
        if (!given) return show(*fields, given.error());
        const Answer answer = answer_of(*given);
        const auto tell = [&](std::int64_t id) {
            if (answer.state != Answer::State::waiting) return std::vector<store::OutboxMessage>{};
            Answer numbered = answer;
            numbered.id = id;
            return compose_request(numbered, matter_, context_.compose);
        };
        const store::Actor who{fmt::format("{} qua liên kết", link_.recipient()), context_.now};
        answered = context_.store.give_answer(answer, tell, who);
        return back();
    }

private:
    Date today() const { return rules::dates::date_of(context_.compose.now); }

    Answer answer_of(const Given& given) const {
        using State = Answer::State;
        return {.kind = *kind_,
                .state = takes_effect(*kind_, matter_) ? State::recorded : State::waiting,
                .subject = link_.subject,
                .period = link_.period,
                .version = link_.version,
                .unit = link_.unit,
                .recipient = link_.recipient(),
                .address = request_.client,
                .at = context_.now,
                .day = given.day,
                .document = given.document,
                .reason = given.reason};
    }

    /// To the page of the matter, which shows what was said. Relative, so that it is right behind any proxy.
    http::Answer back() const {
        return {.status = 303, .body = "đã ghi nhận (recorded)\n", .headers = {{"Location", "../" + token_}}};
    }

    const Link& link_;
    std::string token_;
    std::optional<Answer::Kind> kind_;
    const http::Request& request_;
    const DeskContext& context_;
    Matter matter_;
};

}  // namespace

http::Answer Desk::refuse_guess(const http::Request& request, const DeskContext& context) {
    const std::string group = http::limit_group(request.client);
    const std::size_t number = guesses_.note(group, context.now);
    if (number <= Guesses::most) return unknown_page();
    if (number == Guesses::most + 1)
        context.warn(fmt::format("{}: hơn {} liên kết trả lời sai trong {} phút (more wrong links than that)", group,
                                 Guesses::most, Guesses::stretch.count()));
    return too_many_page();
}

http::Answer Desk::handle(const http::Request& request, const DeskContext& context, bool& answered) {
    const std::string token = part(request, "token");
    const auto link = check(token, context.keys);
    const std::string name = part(request, "answer");
    const auto kind = parse_answer_path(name);
    if (!link || (!name.empty() && !kind)) return refuse_guess(request, context);
    if (link->expires < rules::dates::date_of(context.compose.now)) return expired_page();
    try {
        if (!request.post) return Visit(*link, token, kind, request, context).show();
        if (!kind) return malformed_page();
        if (comes_from_elsewhere(request, context.url)) return foreign_page();
        return Visit(*link, token, kind, request, context).take(answered);
    } catch (const store::StoreError& error) {
        context.warn(error.what());
        return later_page();
    }
}

}  // namespace dondoc::answers
