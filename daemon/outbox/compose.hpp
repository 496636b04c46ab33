#pragma once

#include "daemon/store/store.hpp"
#include "notifiers/service.hpp"
#include "rules/model/decision.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Turns decisions into messages. Pure: the same decision gives the same bytes.
namespace dondoc::outbox {

namespace model = rules::model;

/// Who speaks, as configured for the site.
struct Sender {
    std::string site_name;  ///< "Sở Y tế tỉnh ..."
    std::string mail_from;  ///< RFC 5322 From, "Phòng Kế hoạch <don-doc@example.vn>"
    std::string domain;     ///< right part of Message-ID
};

/// How the channels render: id -> kind ("smtp", "maildir": a mail; "webhook": JSON; else as its
/// ChatForm says).
using ChannelKinds = std::map<std::string, std::string>;

/// Sources of the templates by name ("vi/digest.txt.mustache"); compose falls back to the built-in ones.
using Templates = std::map<std::string, std::string>;

/// A channel of a messaging service: how it wants texts, and the settings that its body may show.
struct ChatForm {
    notifiers::Service service;
    std::map<std::string, std::string> settings;
};
/// Which channel takes over what another cannot deliver.
using Fallbacks = std::map<std::string, std::string>;
using ChatForms = std::map<std::string, ChatForm>;  ///< by channel

/// What a link in a message is for: who may answer with it, and about what.
struct AnswerAbout {
    std::string subject;  ///< key without period
    std::string period;   ///< Occurrence::part_key, may be empty
    std::uint16_t version = 1;
    std::string recipient;  ///< "so-y-te" or "so-y-te:head"
    rules::dates::Date sent;
};
/// The URL of the page on which the recipient answers.
using AnswerUrl = std::function<std::string(const AnswerAbout&)>;
/// The time in which nobody was awake, as the site's clocks show it.
struct Away {
    /// Who wakes up so little late was not away.
    static constexpr std::chrono::minutes grace{15};
    rules::dates::LocalTime since;  ///< last seen awake
    rules::dates::LocalTime until;
};

struct ComposeContext {
    const model::RuleBook& book;
    const Sender& sender;
    const ChannelKinds& channels;
    const Templates& templates;
    rules::dates::LocalTime now;
    std::chrono::seconds utc_offset;
    const ChatForms* chats = nullptr;       ///< none: no channel of a messaging service
    const Fallbacks* fallbacks = nullptr;   ///< none: what dies is only told
    const AnswerUrl* answer_url = nullptr;  ///< none: messages have no links
    std::optional<Away> away = {};          ///< what is said now makes up for it
    std::size_t messages_per_day = 0;       ///< to one recipient, beyond which a message is deferred; 0: no limit
    /// Deferred messages that the digests of now are to carry.
    std::vector<store::DeferredMessage> deferred = {};
};

struct Composed {
    std::vector<store::ReminderRow> reminders;
    std::vector<store::OutboxMessage> messages;
};

/// One message per recipient and channel, and those that stand in for one that dies: over the channel's fallback, or to the
/// contact's next address where a policy takes only the first. `texts` are those of `assignments_to_say(decision)`, in that order.
Composed compose(const model::Decision& decision, const model::Snapshot& snapshot,
                 std::span<const model::AssignmentText> texts, const ComposeContext& context);

/// Positions in Snapshot::assignments whose texts compose needs, each once, ascending.
std::vector<std::uint32_t> assignments_to_say(const model::Decision& decision);

}  // namespace dondoc::outbox
