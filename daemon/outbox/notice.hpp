#pragma once

#include "daemon/outbox/compose.hpp"
#include "daemon/outbox/render.hpp"
#include "daemon/store/rule_sets.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the program says of itself to those who look after it: the admins that are configured, else the planning office.
namespace dondoc::outbox {

/// Rule files that were refused.
struct RefusedRules {
    std::int64_t refusal = 0;           ///< Store::begin_refusal
    std::string identity;               ///< of what is wrong: told once in a refusal
    std::vector<std::string> problems;  ///< "rules.d/a.yaml:6:10: sentence", one line each
    bool restart = false;               ///< nothing is wrong with them, but only a restart takes them
};

std::vector<store::OutboxMessage> compose_refused(const RefusedRules& refused,
                                                  const std::vector<model::Contact>& admins,
                                                  const ComposeContext& context);
/// They are right again: the end of a refusal.
std::vector<store::OutboxMessage> compose_good_again(std::int64_t refusal, const std::vector<model::Contact>& admins,
                                                     const ComposeContext& context);

/// Templates of the site that cannot be used, one line each. Told once a day while they are the same.
std::vector<store::OutboxMessage> compose_broken_templates(const std::vector<std::string>& problems,
                                                           const std::vector<model::Contact>& admins,
                                                           const ComposeContext& context);

/// A change of rules or an import waits for `dondoc confirm`. Told once.
std::vector<store::OutboxMessage> compose_held(const store::HeldChange& change,
                                               const std::vector<model::Contact>& admins,
                                               const ComposeContext& context);

/// Says something to one recipient, once for each identity. Nothing where it has no address. Texts are one line each.
std::vector<store::OutboxMessage> compose_notice(std::string_view type, const std::string& identity,
                                                 const model::Recipient& recipient, const NoticeText& text,
                                                 const ComposeContext& context);
/// Says what a gap amounts to, and puts messages about it in front of `messages`: the planning office and the administrators
/// are told before anybody hears late what was missed. Nothing where nothing was missed.
std::optional<store::Gap> tell_of_gap(const model::Decision& decision, const Away& away,
                                      const std::vector<model::Contact>& admins, const ComposeContext& context,
                                      std::vector<store::OutboxMessage>& messages);

/// What is told of a daemon that is alive.
struct AliveFigures {
    rules::dates::Date day;  ///< told once a day
    std::size_t open = 0;    ///< subjects
    std::size_t sent = 0;    ///< messages of the last seven days
    std::size_t waiting = 0;
    std::size_t dead = 0;  ///< of the last seven days
    std::vector<std::string> troubles;
};
std::vector<store::OutboxMessage> compose_alive(const AliveFigures& figures, model::UnitIndex to,
                                                const ComposeContext& context);

}  // namespace dondoc::outbox
