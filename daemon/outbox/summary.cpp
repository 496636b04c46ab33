#include "daemon/outbox/summary.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/summary_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::outbox {

std::optional<double> SummaryFigures::of_due() const {
    return fell_due == 0 ? std::nullopt : std::optional(static_cast<double>(on_time) / fell_due);
}

std::optional<double> SummaryFigures::of_all() const {
    return assigned == 0 ? std::nullopt : std::optional(static_cast<double>(on_time) / assigned);
}

std::size_t Summary::newly_overdue() const {
    return static_cast<std::size_t>(
        std::count_if(overdue.begin(), overdue.end(), [](const OverdueLine& line) { return line.is_new; }));
}

bool Summary::says_something() const {
    return newly_overdue() > 0 || !waiting.empty() || !failed.empty() || !gaps.empty();
}

std::vector<store::OutboxMessage> compose_summary(const Summary& summary, const std::string& period,
                                                  model::UnitIndex to, const Workbook& workbook,
                                                  const ComposeContext& context) {
    const model::Recipient recipient{to, false};
    const std::string& locale = context.book.units[to].locale;
    const SummaryWords words = words_of(summary, name_of(recipient, context.book), locale, context);
    Rendered texts = render_summary(words, locale, context);
    if (workbook) texts.attachments = {*workbook};
    const NoticeText short_text = short_summary(words);
    const Rendering rendering{
        .kind = "summary",
        .texts = texts,
        .locale = locale,
        .json = [&] { return summary_json(summary, period, words, context); },
        .chat = [&](const ChatAddress& address) { return chat_bodies(short_text, locale, address, context); }};
    const auto send = after_quiet(context.now, context.book.quiet);
    return address({model::recipient_name(recipient, context.book), name_of(recipient, context.book)},
                   contacts_of(recipient, context), {fmt::format("summary {} {}", words.every, period)}, rendering,
                   to_instant(send, context.utc_offset), context);
}

}  // namespace dondoc::outbox
