#pragma once

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/render.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::outbox {

/// Where a chat message goes, and what its body may show besides the text.
struct ChatAddress {
    const ChatForm& form;
    std::string to;
    std::string subject;                                 ///< "[Đôn đốc] 2 quá hạn ..."
    std::function<std::string(std::size_t page)> id_of;  ///< of the message that carries page 1, 2 ...
};

/// The bodies that carry a digest over a messaging service: as many as the service's limits of length make necessary and
/// its description allows, cut between duties, never within one. What does not fit even so is counted in the last.
std::vector<std::string> chat_bodies(const Digest& digest, const ChatAddress& address, const ComposeContext& context);

/// The one body that carries a dead letter.
std::vector<std::string> chat_bodies(const DeadLetter& letter, std::string_view locale, const ChatAddress& address,
                                     const ComposeContext& context);

/// The one body that carries a notice to those who look after the program.
std::vector<std::string> chat_bodies(const NoticeText& notice, std::string_view locale, const ChatAddress& address,
                                     const ComposeContext& context);

/// What is wrong with a body template: mustache, or that it makes no JSON. Empty where it is sound.
std::string body_fault(const std::string& text);

/// Length as messaging services count it: UTF-16 units.
std::size_t utf16_length(std::string_view text);

/// "0987 654 321" and "+84987654321" as 84987654321; what is no Vietnamese number of that kind as it is.
std::string international_phone(std::string_view text);

}  // namespace dondoc::outbox
