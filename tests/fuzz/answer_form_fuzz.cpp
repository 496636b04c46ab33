#include "daemon/answers/form.hpp"
#include "daemon/answers/link.hpp"
#include "daemon/http/routes.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <string>

namespace {

using namespace dondoc;
using Kind = store::Answer::Kind;

void require_one_line(const std::string& text) {
    const bool good = std::none_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    fuzz::require(good, "no control character gets through");
}

void read_form(std::string_view text) {
    const auto today = *rules::dates::make_date(2026, 6, 5);
    const auto fields = answers::parse_form(text);
    if (!fields) return;
    for (const auto& [name, value] : *fields) require_one_line(value);
    for (const Kind kind : {Kind::received, Kind::completed, Kind::extension, Kind::not_ours}) {
        const auto given = answers::read_answer(kind, *fields, {.today = today, .earliest = today, .due = today});
        if (!given) continue;
        require_one_line(given->document + given->reason);
        if (kind == Kind::received) fuzz::require(given->day == today, "received on the day of the answer");
        if (kind == Kind::completed) fuzz::require(given->day == today, "done on the only day that is possible");
        if (kind == Kind::extension) fuzz::require(given->day > today, "only a later day can be asked for");
    }
}

void read_token(std::string_view text) {
    static const auto keys = answers::Keys::parse("0123456789abcdef0123456789abcdef").value();
    fuzz::require(!answers::check(text, keys), "nobody guesses a link");
    const answers::Link link{.subject = std::string(text.substr(0, 200)),
                             .period = "2026",
                             .version = 3,
                             .unit = "so-a",
                             .head = true,
                             .expires = *rules::dates::make_date(2026, 6, 5)};
    fuzz::require(answers::check(answers::sign(link, keys), keys) == link, "what is signed comes back");
}

void read_forwarded(std::string_view text) {
    const std::string client = http::client_address("127.0.0.1", text, {"127.0.0.1"});
    const std::string group = http::limit_group(client);
    if (group != client) {
        fuzz::require(group.ends_with("::/64"), "limits are of addresses and of networks");
        const std::string first = group.substr(0, group.find('/'));
        fuzz::require(http::limit_group(first) == group, "a network's first address is in it");
        fuzz::require(http::limit_group(first + "1") == group, "and its second one");
    }
    (void)http::limit_group(std::string(text));
}

}  // namespace

// What anybody can send to the daemon: a path, a token in it, headers, and a form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    read_form(text);
    read_token(text);
    if (const auto parts = http::match_path("/a/{token}/{answer}", text))
        fuzz::require(parts->size() == 2, "both parts are there");
    (void)http::is_form(text);
    read_forwarded(text);
    return 0;
}
