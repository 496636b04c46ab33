#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dondoc {

/// A configuration that is right, and what its rule files make: a site, or errors.
struct FoundSite {
    config::Config config;
    outbox::Templates templates;
    outbox::ChatForms chats;
    std::shared_ptr<const config::Site> site;  ///< null where the files have errors
    config::Problems problems;                 ///< then: which
};

/// The error is that the configuration itself is wrong.
tl::expected<FoundSite, config::Problems> find_site(const std::string& config_path);

/// Which rules are in force. A set that differs from them takes effect, or waits where it would send, drop or move too much
/// (the flood guard); either way the store remembers it, so that a restart is no way round. Throws store::StoreError.
class RuleSets {
public:
    explicit RuleSets(store::Store& store) : store_(store) {}

    /// The site to begin with: the rules that were in force, also where the files have changed or broken since; of the
    /// first start those of the files. Null where there is none that can be had.
    std::shared_ptr<const config::Site> begin(const FoundSite& found, clock::Instant now);

    /// The files hold something else than what is in force: they must be looked at.
    bool differ() const noexcept { return differ_; }

    struct Answer {
        std::shared_ptr<const config::Site> site;  ///< what applies from now on
        std::optional<store::HeldChange> held;     ///< why its rules are still the former ones
        bool changed = false;                      ///< its rules are other ones than before
    };
    /// What becomes of `found` beside the site that applies. Settings other than rules are taken in any case.
    Answer consider(const std::shared_ptr<const config::Site>& found, const config::Site& current, clock::Instant now);

private:
    std::shared_ptr<const config::Site> take(const config::Site& found, std::vector<store::RulePiece> pieces,
                                             clock::Instant now);
    std::optional<store::HeldChange> hold(const std::string& hash, const store::ChangeFigures& figures,
                                          const store::Actor& actor);
    store::ChangeFigures figures(const config::Site& found, const config::Site& current, clock::Instant now);

    store::Store& store_;
    std::string hash_;  ///< of the files in force
    std::vector<store::RulePiece> pieces_;
    bool differ_ = false;
};

}  // namespace dondoc
