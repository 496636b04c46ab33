#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/store/receipts.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::cli {

/// What became of the messages that carry reminders; one carries many and is asked for once.
class SentMessages {
public:
    explicit SentMessages(Context& context);

    /// To each address, and what said it later where it was put off; none of a reminder that no message carries.
    const std::vector<store::SentMessage>& of(const store::ReminderRow& reminder);
    /// One of them arrived, as far as servers and reports of returned mails say.
    bool reached(const store::ReminderRow& reminder);

private:
    std::unique_ptr<store::Receipts> receipts_;
    std::map<std::string, std::vector<store::SentMessage>, std::less<>> sent_;
};

}  // namespace dondoc::cli
