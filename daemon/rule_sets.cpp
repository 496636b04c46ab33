#include "daemon/rule_sets.hpp"

#include "daemon/guard/compare.hpp"
#include "daemon/guard/rule_set.hpp"
#include "rules/language/silences.hpp"

#include <spdlog/spdlog.h>

namespace dondoc {

namespace {

using State = store::HeldChange::State;

/// The rules of one site with the settings of another.
std::shared_ptr<const config::Site> with_settings_of(const config::Site& rules, const config::Site& settings) {
    auto site = std::make_shared<config::Site>(rules);
    site->config = settings.config;
    site->templates = settings.templates;
    site->template_problems = settings.template_problems;
    site->chats = settings.chats;
    return site;
}

rules::model::Snapshot look(store::Store& store, const config::Site& site, rules::dates::Date today) {
    auto snapshot = store.snapshot(site.book.units);
    rules::language::compile_silences(snapshot);
    if (snapshot.tracking_since == rules::dates::Date{}) snapshot.tracking_since = today;
    return snapshot;
}

}  // namespace

tl::expected<FoundSite, config::Problems> find_site(const std::string& config_path) {
    auto files = config::read_site(config_path);
    if (!files) return tl::unexpected(std::move(files.error()));
    FoundSite found{
        .config = files->config, .templates = files->templates, .chats = files->chats, .site = {}, .problems = {}};
    if (auto site = config::make_site(std::move(*files)))
        found.site = std::move(*site);
    else
        found.problems = std::move(site.error());
    return found;
}

std::shared_ptr<const config::Site> RuleSets::begin(const FoundSite& found, clock::Instant now) {
    const auto kept = store_.rules_in_force();
    if (!kept) return found.site ? take(*found.site, guard::first_pieces(found.site->book), now) : nullptr;
    hash_ = kept->hash;
    pieces_ = kept->pieces;
    differ_ = !found.site || guard::hash_of(found.site->sources) != hash_;
    if (!differ_) {
        auto site = std::make_shared<config::Site>(*found.site);
        guard::apply_pieces(site->book, pieces_);
        return site;
    }
    const auto former =
        config::make_site({found.config, guard::sources_of(kept->files), found.templates, found.chats, {}});
    if (former) {
        auto site = std::make_shared<config::Site>(**former);
        guard::apply_pieces(site->book, pieces_);
        return site;
    }
    if (!found.site) return nullptr;
    differ_ = false;
    spdlog::error(
        "không đọc lại được bộ quy tắc trước đây; áp dụng bộ mới mà không so sánh được, và chỉ nhắc từ bây giờ (the "
        "rules "
        "that were in force cannot be had any more: the new ones apply without a comparison, from now on)\n{}",
        config::format(former.error()));
    rules::model::RuleBook dated = found.site->book;
    return take(*found.site, guard::date_pieces(dated, pieces_, found.config.local(now)), now);
}

std::shared_ptr<const config::Site> RuleSets::take(const config::Site& found, std::vector<store::RulePiece> pieces,
                                                   clock::Instant now) {
    auto site = std::make_shared<config::Site>(found);
    guard::apply_pieces(site->book, pieces);
    std::string hash = guard::hash_of(site->sources);
    store_.put_in_force({hash, guard::files_of(site->sources), pieces}, {"dondocd", now});
    hash_ = std::move(hash);
    pieces_ = std::move(pieces);
    return site;
}

RuleSets::Answer RuleSets::consider(const std::shared_ptr<const config::Site>& found, const config::Site& current,
                                    clock::Instant now) {
    differ_ = false;
    const store::Actor daemon{"dondocd", now};
    const std::string hash = guard::hash_of(found->sources);
    if (hash == hash_) {
        for (const auto& change : store_.open_changes()) {
            if (change.kind == store::HeldChange::Kind::rules) store_.settle(change.id, State::replaced, daemon);
        }
        return {.site = with_settings_of(current, *found), .held = {}};
    }
    rules::model::RuleBook book = found->book;
    auto pieces = guard::date_pieces(book, pieces_, found->config.local(now));
    auto known = store_.held_rules(hash);
    if (known && known->state == State::rejected)
        return {.site = with_settings_of(current, *found), .held = std::move(known)};
    if (!known || known->state != State::confirmed) {
        auto dated = *found;
        dated.book = std::move(book);
        const auto change = figures(dated, current, now);
        if (!guard::is_harmless(change, found->config.guard)) {
            if (!known || known->state != State::waiting) known = hold(hash, change, daemon);
            return {.site = with_settings_of(current, *found), .held = std::move(known)};
        }
    }
    return {.site = take(*found, std::move(pieces), now), .held = {}, .changed = true};
}

std::optional<store::HeldChange> RuleSets::hold(const std::string& hash, const store::ChangeFigures& figures,
                                                const store::Actor& actor) {
    store::HeldChange change;
    change.kind = store::HeldChange::Kind::rules;
    change.hash = hash;
    change.figures = figures;
    return store_.held_change(store_.hold(change, actor));
}

store::ChangeFigures RuleSets::figures(const config::Site& found, const config::Site& current, clock::Instant now) {
    const auto time = found.config.local(now);
    const auto today = rules::dates::date_of(time);
    const auto before = look(store_, current, today);
    // What was never evaluated has no reminders that could be dropped, and the first morning is nobody's flood.
    if (!found.config.guard.on || !before.evaluated_until) return {};
    const auto after = look(store_, found, today);
    return guard::compare({before, current.book}, {after, found.book}, time, found.config.guard);
}

}  // namespace dondoc
