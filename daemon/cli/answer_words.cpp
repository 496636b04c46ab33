#include "daemon/cli/answer_words.hpp"

#include "daemon/answers/letters.hpp"
#include "daemon/cli/table.hpp"
#include "rules/model/subject.hpp"

#include <fmt/format.h>

namespace dondoc::cli {

using store::Answer;

namespace {

std::string local_text(Context& context, std::chrono::sys_seconds at) {
    return rules::dates::format_iso(context.site().config.local(at));
}

}  // namespace

std::string_view answer_state_vi(Answer::State state) noexcept {
    switch (state) {
        case Answer::State::recorded: break;
        case Answer::State::waiting: return "chờ quyết định";
        case Answer::State::approved: return "đã đồng ý";
        case Answer::State::rejected: return "không đồng ý";
    }
    return "đã ghi nhận";
}

std::string answer_key(const Answer& answer) {
    return rules::model::SubjectKey{answer.subject, answer.period}.text();
}

std::string answer_content_vi(const Answer& answer) {
    std::string text;
    if (answer.kind == Answer::Kind::completed || answer.kind == Answer::Kind::extension)
        text = fmt::format("{} {}", answer.kind == Answer::Kind::extension ? "đến" : "ngày",
                           rules::dates::format_vi(answer.day.value_or(rules::dates::Date{})));
    for (const std::string* more : {&answer.document, &answer.reason}) {
        if (!more->empty()) text += (text.empty() ? "" : ": ") + printable(*more);
    }
    return text;
}

std::string answer_vi(const Answer& answer) {
    const std::string content = answer_content_vi(answer);
    return fmt::format("{} {}{}{} ({})", answer.recipient, answers::answer_words(answer.kind, false),
                       content.empty() ? "" : " ", content, answer_state_vi(answer.state));
}

boost::json::object answer_json(Context& context, const Answer& answer) {
    const auto day = answer.day ? boost::json::value(rules::dates::format_iso(*answer.day)) : nullptr;
    return {{"id", answer.id},
            {"subject", answer_key(answer)},
            {"kind", store::answer_kind_name(answer.kind)},
            {"state", store::answer_state_name(answer.state)},
            {"unit", answer.unit},
            {"recipient", answer.recipient},
            {"address", answer.address},
            {"at", local_text(context, answer.at)},
            {"version", answer.version},
            {"day", day},
            {"document", answer.document},
            {"reason", answer.reason},
            {"settled_by", answer.settled_by},
            {"settled_at", answer.settled_at ? boost::json::value(local_text(context, *answer.settled_at)) : nullptr},
            {"note", answer.settled_note}};
}

}  // namespace dondoc::cli
