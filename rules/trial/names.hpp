#pragma once

#include "rules/language/values.hpp"
#include "rules/trial/scene.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rules::trial {

/// A list, each item of which begins with "- "; anything else is reported.
std::vector<language::Node> read_list(const language::Node& node);
/// The keys of a mapping with their values; anything else is reported.
std::vector<std::pair<language::Node, language::Node>> read_entries(const language::Node& node, std::string_view vi,
                                                                    std::string_view en);

/// Reads names of what a test is about. Each reports what is unknown, with the nearest name.
class NameReader {
public:
    NameReader(const Subjects& subjects, const language::Register& known) : subjects_(subjects), known_(known) {}

    const Subjects& subjects() const noexcept { return subjects_; }
    const language::Register& known() const noexcept { return known_; }
    const model::RuleBook& book() const noexcept { return subjects_.book(); }

    /// A subject by its key, or a whole rule or plan by its id, with or without a period.
    std::optional<model::SubjectKey> subject(const language::Node& node) const;
    std::vector<std::string> subjects(const language::Node& one_or_list) const;
    /// A unit by id or name, its head as "so-y-te:head", or an address: as model::recipient_name.
    std::optional<std::string> recipient(const language::Node& node) const;
    std::vector<std::string> recipients(const language::Node& one_or_list) const;
    /// Ids of units, groups expanded, in the order of the register and without repetition.
    std::vector<std::string> units(const language::Node& one_or_list) const;

    std::optional<std::string> rule(const language::Node& node) const;
    std::optional<std::string> policy(const language::Node& node) const;
    /// "cham" or "cham/so-y-te": only the check is looked up.
    std::optional<std::string> alert(const language::Node& node) const;

private:
    const Subjects& subjects_;
    const language::Register& known_;
};

}  // namespace rules::trial
