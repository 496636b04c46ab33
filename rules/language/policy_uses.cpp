#include "rules/language/nearest.hpp"
#include "rules/language/policies_file.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::language {
namespace {

using model::Policy;
using model::Stage;

/// Follows `use` from policy to policy.
class Uses {
public:
    explicit Uses(std::vector<ReadPolicy>& policies) : policies_(policies), states_(policies.size(), State::open) {}

    void run() {
        for (std::size_t i = 0; i < policies_.size(); ++i) resolve(i);
        for (std::size_t i = 0; i < policies_.size(); ++i) {
            if (policies_[i].match.exists() || is_used(i)) continue;
            policies_[i].node.error(
                "thiếu khóa \"match\"; chính sách không có match chỉ để chính sách khác dùng bằng use, mà không ai "
                "dùng "
                "(key \"match\" is missing; a policy without it only serves others, and none uses it)");
        }
        std::erase_if(policies_, [](const ReadPolicy& policy) { return !policy.match.exists(); });
    }

private:
    enum class State : std::uint8_t { open, under_way, done };

    void resolve(std::size_t own) {
        if (states_[own] == State::done) return;
        states_[own] = State::under_way;
        trail_.push_back(own);
        if (const auto base = used_by(own)) {
            if (states_[*base] == State::under_way) {
                report_cycle(own, *base);
            } else {
                resolve(*base);
                take(policies_[own], policies_[*base]);
            }
        }
        trail_.pop_back();
        states_[own] = State::done;
    }

    std::optional<std::size_t> find(std::string_view id) const {
        for (std::size_t i = 0; i < policies_.size(); ++i) {
            if (policies_[i].policy.id == id) return i;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> used_by(std::size_t own) const {
        const Node& use = policies_[own].use;
        const auto id = read_text(use);
        if (!id) return std::nullopt;
        if (const auto base = find(*id)) return base;
        std::vector<std::string_view> ids;
        for (const ReadPolicy& policy : policies_) ids.push_back(policy.policy.id);
        const Suggestion hint = suggest(nearest(*id, ids));
        use.error(fmt::format("không có chính sách \"{0}\"{1} (unknown policy \"{0}\"{2})", shorten(*id, 80), hint.vi,
                              hint.en));
        return std::nullopt;
    }

    bool is_used(std::size_t base) const {
        return std::any_of(policies_.begin(), policies_.end(), [&](const ReadPolicy& policy) {
            return policy.use.text() == policies_[base].policy.id && !policy.use.text().empty();
        });
    }

    void report_cycle(std::size_t own, std::size_t base) {
        const auto first = std::find(trail_.begin(), trail_.end(), base);
        std::string chain;
        for (auto step = first; step != trail_.end(); ++step) chain += policies_[*step].policy.id + " → ";
        policies_[own].use.error(
            fmt::format("use vòng tròn: {0}{1} (use goes round in a circle)", chain, policies_[base].policy.id));
    }

    static void take(ReadPolicy& own, const ReadPolicy& base) {
        const auto says = [&own](std::string_view field) {
            return std::find(own.said.begin(), own.said.end(), field) != own.said.end();
        };
        Policy& to = own.policy;
        const Policy& from = base.policy;
        constexpr std::array<std::string_view, 5> fields = {"remind", "overdue", "escalate", "update",
                                                            "ask"};  // by Stage::Kind
        for (const Stage& stage : from.stages) {
            if (!says(fields[static_cast<std::size_t>(stage.kind)])) to.stages.push_back(stage);
        }
        std::stable_sort(to.stages.begin(), to.stages.end(),
                         [](const Stage& a, const Stage& b) { return a.kind < b.kind; });
        if (!says("update")) to.update_since = from.update_since;
        if (!says("send_at")) to.send_at = from.send_at;
        if (!says("urgent")) to.urgent = from.urgent;
        if (!says("quiet")) to.quiet = from.quiet;
        if (!says("digest")) to.digest = from.digest;
        if (!says("late")) to.late = from.late;
        if (!says("channels")) {
            to.channels = from.channels;
            to.first_contact_only = from.first_contact_only;
        }
        to.uses.push_back({from.id, from.place});
        to.uses.insert(to.uses.end(), from.uses.begin(), from.uses.end());
    }

    std::vector<ReadPolicy>& policies_;
    std::vector<State> states_;
    std::vector<std::size_t> trail_;
};

}  // namespace

void resolve_uses(std::vector<ReadPolicy>& policies) {
    Uses(policies).run();
}

}  // namespace rules::language
