#include "daemon/cli/sent_messages.hpp"

#include <algorithm>

namespace dondoc::cli {

SentMessages::SentMessages(Context& context) : receipts_(store::open_receipts(context.site().config.database())) {}

const std::vector<store::SentMessage>& SentMessages::of(const store::ReminderRow& reminder) {
    const std::string& message = reminder.message;
    auto known = sent_.find(message);
    if (known == sent_.end()) {
        auto found = message.empty() ? std::vector<store::SentMessage>{} : receipts_->of(message);
        known = sent_.emplace(message, std::move(found)).first;
    }
    return known->second;
}

bool SentMessages::reached(const store::ReminderRow& reminder) {
    return std::ranges::any_of(of(reminder), &store::SentMessage::arrived);
}

}  // namespace dondoc::cli
