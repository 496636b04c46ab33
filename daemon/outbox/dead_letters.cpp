#include "daemon/outbox/dead_letters.hpp"

#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/missed.hpp"
#include "daemon/outbox/notice.hpp"
#include "daemon/outbox/server_of.hpp"
#include "daemon/outbox/undelivered.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace dondoc::outbox {

namespace {

constexpr std::size_t most_lines = 20;
/// A message that is given up was made at most so long before, mostly: two days of attempts.
constexpr std::chrono::days most_age{3};

bool speaks_english(const ComposeContext& context) {
    const auto office = context.book.units.planning_office();
    return office && context.book.units[*office].locale.starts_with("en");
}

/// Of the last one of a channel's server that is told by itself; without a channel: of a day.
std::string last_one_note(const std::string& channel, bool en) {
    if (channel.empty())
        return en ? "Further messages that do not arrive today are counted and told together. The list: dondoc "
                    "deliveries --state dead"
                  : "Trong hôm nay, các thông báo khác không gửi được sẽ được đếm và báo chung. Xem danh sách: dondoc "
                    "deliveries --state dead";
    return en ? fmt::format(
                    "Further messages of channel {0} that do not arrive today are counted and told together. "
                    "The list: dondoc deliveries --state dead --channel {0}",
                    channel)
              : fmt::format(
                    "Trong hôm nay, các thông báo khác của kênh {0} không gửi được sẽ được đếm và báo chung. Xem "
                    "danh sách: dondoc deliveries --state dead --channel {0}",
                    channel);
}

std::string place_words(const std::string& channel, const std::string& server, bool en) {
    if (server.empty()) return fmt::format(fmt::runtime(en ? "channel {}" : "kênh {}"), channel);
    return fmt::format(fmt::runtime(en ? "channel {}, server {}" : "kênh {}, máy chủ {}"), channel,
                       one_line(server, 100));
}

}  // namespace

std::vector<store::OutboxMessage> DeadLetters::tell(const store::Claimed& claimed, const notifiers::Delivery& delivery,
                                                    const ComposeContext& context) {
    if (is_dead_letter(claimed.envelope.id)) return {};
    begin_day(rules::dates::date_of(context.now));
    const Place place{claimed.envelope.channel, server_of(claimed.envelope.to)};
    if (!allows(place)) {
        count(place, delivery, context.now);
        return {};
    }
    ++one_by_one_[place];
    ++one_by_one_in_all_;
    std::string note;
    if (!allows(place)) {
        const bool last_of_day = one_by_one_in_all_ == most_of_day;
        note = last_one_note(last_of_day ? std::string() : place.channel, speaks_english(context));
    }
    return compose_dead_letter(claimed, delivery, context, note);
}

std::optional<rules::dates::LocalTime> DeadLetters::due() const {
    if (counted_.empty()) return std::nullopt;
    const auto day = rules::dates::date_of(first_);
    if (noticed_ != day) return first_ + rest;
    return rules::dates::at(day + std::chrono::days{1}, std::chrono::seconds{0});
}

std::vector<store::OutboxMessage> DeadLetters::notice(const ComposeContext& context) const {
    const auto office = context.book.units.planning_office();
    if (!office || counted_.empty()) return {};
    const std::string& locale = context.book.units[*office].locale;
    const bool en = speaks_english(context);
    NoticeText text;
    text.headline =
        en ? fmt::format("{} more not delivered", total()) : fmt::format("{} trường hợp không gửi được", total());
    text.intro = en ? fmt::format(
                          "Besides those told one by one, from {} to {} these did not arrive and will not be "
                          "sent again:",
                          time_words(first_, locale), time_words(context.now, locale))
                    : fmt::format(
                          "Ngoài những thông báo đã báo riêng, từ {} đến {} còn có những trường hợp sau "
                          "không đến nơi và sẽ không được gửi lại:",
                          time_words(first_, locale), time_words(context.now, locale));
    text.lines = lines(en);
    if (text.lines.size() > most_lines) {
        text.more = text.lines.size() - most_lines;
        text.lines.resize(most_lines);
    }
    const std::string since = rules::dates::format_iso(rules::dates::date_of(first_) - most_age);
    text.todo =
        en ? fmt::format(
                 "The list: dondoc deliveries --state dead --since {0}. When the server works again, dondoc retry "
                 "--state dead --since {0} --channel CHANNEL sends them anew; until then please reach the units in "
                 "another way.",
                 since)
           : fmt::format(
                 "Xem danh sách: dondoc deliveries --state dead --since {0}. Khi máy chủ hoạt động trở lại, lệnh "
                 "dondoc retry --state dead --since {0} --channel KÊNH sẽ gửi lại; trước đó đề nghị liên hệ đơn vị "
                 "bằng cách khác.",
                 since);
    const model::Recipient recipient{*office, false};
    auto messages =
        compose_notice("deliveries.failed", rules::dates::format_iso(context.now), recipient, text, context);
    HeldItem item{.headline = text.headline, .lines = text.lines};
    item.lines.push_back(text.todo);
    put_in_budget(item, context, messages);
    return messages;
}

void DeadLetters::told() {
    counted_.clear();
    noticed_ = rules::dates::date_of(first_);
}

void DeadLetters::clock_set_back(rules::dates::LocalTime now) {
    first_ = std::min(first_, now);
    if (noticed_ && *noticed_ > rules::dates::date_of(now)) noticed_.reset();
}

void DeadLetters::begin_day(rules::dates::Date day) {
    if (day == std::exchange(day_, day)) return;
    one_by_one_.clear();
    one_by_one_in_all_ = 0;
}

bool DeadLetters::allows(const Place& place) const {
    const auto told = one_by_one_.find(place);
    return one_by_one_in_all_ < most_of_day && (told == one_by_one_.end() || told->second < most_of_server);
}

void DeadLetters::count(const Place& place, const notifiers::Delivery& delivery, rules::dates::LocalTime now) {
    if (counted_.empty()) first_ = now;
    Count& count = counted_[place];
    ++(delivery.refused.empty() ? count.messages : count.addresses);
}

/// The most first.
std::vector<std::string> DeadLetters::lines(bool en) const {
    std::vector<std::pair<Place, Count>> sorted(counted_.begin(), counted_.end());
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             [](const auto& entry) { return entry.second.messages + entry.second.addresses; });
    std::vector<std::string> lines;
    for (const auto& [place, count] : sorted) {
        const std::string words = place_words(place.channel, place.server, en);
        if (count.messages > 0)
            lines.push_back(
                fmt::format(fmt::runtime(en ? "{}: {} messages" : "{}: {} thông báo"), words, count.messages));
        if (count.addresses > 0)
            lines.push_back(fmt::format(fmt::runtime(en ? "{}: {} addresses of messages that others got"
                                                        : "{}: {} địa chỉ của những thông báo mà nơi khác đã nhận"),
                                        words, count.addresses));
    }
    return lines;
}

std::size_t DeadLetters::total() const {
    std::size_t sum = 0;
    for (const auto& [place, count] : counted_) sum += count.messages + count.addresses;
    return sum;
}

}  // namespace dondoc::outbox
