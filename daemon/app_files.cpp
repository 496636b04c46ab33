#include "daemon/app.hpp"

#include "daemon/service_manager.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

/// The part of the daemon that follows its files: reading them again, refusing them, holding what would change much.
namespace dondoc {

namespace {

constexpr std::string_view on_old_rules = "đang chạy với quy tắc cũ (running on the old rules)";

/// One line for each error, the first line of its text. What is wrong with them is their identity.
outbox::RefusedRules refused_by(const config::Problems& problems) {
    outbox::RefusedRules refused;
    for (const auto& problem : problems) {
        if (problem.level != rules::language::Problem::Level::error) continue;
        const std::string text = rules::language::format(problem);
        refused.problems.push_back(text.substr(0, text.find('\n')));
        refused.identity += refused.problems.back() + "\n";
    }
    return refused;
}

outbox::RefusedRules refused_until_restart() {
    outbox::RefusedRules refused;
    refused.identity = "restart";
    refused.problems = {
        "kênh, thư mục state hoặc listen đã đổi: cần khởi động lại (channels, state or listen changed: restart "
        "needed)"};
    refused.restart = true;
    return refused;
}

}  // namespace

void App::reload() {
    files_changed_ = true;
    alarm_->ring();
}

outbox::ComposeContext App::compose_context(const outbox::ChannelKinds& kinds, clock::Instant now) const {
    return {.book = site_->book,
            .sender = site_->config.sender,
            .channels = kinds,
            .templates = site_->templates,
            .now = site_->config.local(now),
            .utc_offset = site_->config.utc_offset,
            .chats = &site_->chats,
            .messages_per_day = site_->config.routine.messages_per_day};
}

void App::tell(const std::vector<store::OutboxMessage>& messages, clock::Instant now) {
    if (messages.empty()) return;
    store_->enqueue(messages, now);
    courier_->poke();
}

/// What waits is told once; what was confirmed is taken.
void App::look_at_changes(clock::Instant now) {
    const auto changes = store_->open_changes();
    std::size_t waiting = 0;
    for (const store::HeldChange& change : changes) {
        if (change.state == store::HeldChange::State::confirmed) {
            if (seen_confirmed_.insert(change.id).second) files_changed_ = true;
            continue;
        }
        ++waiting;
        if (told_changes_.contains(change.id)) continue;
        const auto kinds = site_->config.channel_kinds();
        tell(outbox::compose_held(change, site_->config.admins, compose_context(kinds, now)), now);
        told_changes_.insert(change.id);
    }
    metrics_.changes_waiting(waiting);
}

/// What cannot be used is told once, and again where something else is wrong.
void App::look_at_templates(clock::Instant now) {
    const auto broken = refused_by(site_->template_problems);
    if (broken.identity == told_templates_) return;
    if (!broken.problems.empty()) {
        const auto kinds = site_->config.channel_kinds();
        tell(outbox::compose_broken_templates(broken.problems, site_->config.admins, compose_context(kinds, now)), now);
    }
    told_templates_ = broken.identity;
}

void App::look_at_files(clock::Instant now) {
    service_manager::reloading();
    try {
        const auto found = find_site(options_.config_path);
        if (!found || !found->site) {
            refuse(refused_by(found ? found->problems : found.error()), now);
        } else if (!config::same_ways_out(site_->config, found->config)) {
            refuse(refused_until_restart(), now);
        } else {
            accept(rule_sets_.consider(found->site, *site_, now), now);
        }
    } catch (const store::StoreError&) {
        service_manager::ready(std::string(on_old_rules));
        throw;  // the files are looked at again once the store is there
    }
    files_changed_ = false;
    look_at_changes(now);
}

void App::refuse(outbox::RefusedRules refused, clock::Instant now) {
    metrics_.reload(false);
    metrics_.rules_refused(true);
    std::string text;
    for (const auto& problem : refused.problems) text += problem + "\n";
    spdlog::error("giữ nguyên bộ quy tắc cũ (the old rules stay):\n{}", text);
    refused.refusal = store_->begin_refusal({"dondocd", now});
    const auto kinds = site_->config.channel_kinds();
    tell(outbox::compose_refused(refused, site_->config.admins, compose_context(kinds, now)), now);
    refused_ = true;
    service_manager::ready(std::string(on_old_rules));
}

void App::accept(const RuleSets::Answer& answer, clock::Instant now) {
    metrics_.reload(!answer.held);
    metrics_.rules_refused(false);
    site_ = answer.site;
    cycle_.use(site_);
    link_answers();
    routine_.use(site_);
    if (const auto fault = heart_.use(site_->config.routine.heartbeat, site_->config.utc_offset); !fault.empty())
        spdlog::error("{}: {}", site_->config.path, fault);
    watch_again();
    if (answer.held && answer.held->state == store::HeldChange::State::rejected) {
        spdlog::warn(
            "quy tắc trong tệp đã bị từ chối (thay đổi {}); giữ nguyên bộ quy tắc cũ (these rules were rejected, "
            "the old ones stay)",
            answer.held->id);
    } else if (answer.held) {
        const auto& figures = answer.held->figures;
        spdlog::warn(
            "quy tắc mới chờ xác nhận: dondoc confirm {} (new rules wait for confirmation: at once {}, dropped {}, "
            "moved {} of {})",
            answer.held->id, figures.at_once, figures.removed, figures.moved, figures.before);
    } else {
        log_warnings();
        spdlog::info(answer.changed ? "đã áp dụng quy tắc mới (new rules are in force)"
                                    : "đã nạp lại cấu hình (reloaded)");
    }
    if (const auto refusal = store_->open_refusal()) {
        const auto kinds = site_->config.channel_kinds();
        tell(outbox::compose_good_again(*refusal, site_->config.admins, compose_context(kinds, now)), now);
        store_->end_refusal({"dondocd", now});
    }
    refused_ = false;
    service_manager::ready(answer.held ? std::string(on_old_rules) : "đang chạy (running)");
}

void App::log_warnings() const {
    for (const auto& warning : site_->warnings) spdlog::warn("{}", rules::language::format(warning));
    for (const auto& problem : site_->template_problems) spdlog::warn("{}", rules::language::format(problem));
}

void App::watch_again() {
    if (!watcher_) return;
    watcher_->watch(config::watched_places(site_->config));
    for (const std::string& directory : watcher_->unwatched()) {
        if (std::find(unwatched_.begin(), unwatched_.end(), directory) == unwatched_.end())
            spdlog::error("không theo dõi được {}; sau khi sửa hãy gửi SIGHUP (cannot watch for changes)", directory);
    }
    unwatched_ = watcher_->unwatched();
    metrics_.unwatched(unwatched_.size());
}

/// The daemon goes on without its watcher, and says so.
void App::watching_ended(const std::exception_ptr& error) {
    if (stopping_ || !error) return;
    watcher_.reset();
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& reason) {
        unwatched_ = {reason.what()};
    }
    metrics_.unwatched(unwatched_.size());
    spdlog::error("không theo dõi được thay đổi của tệp: {}; nạp lại bằng SIGHUP (cannot watch files)",
                  unwatched_.front());
}

std::string App::health() const {
    std::string text = health_ + "\n";
    for (const std::string& directory : unwatched_)
        text += fmt::format("không theo dõi được thay đổi (changes are not noticed): {}\n", directory);
    return text;
}

}  // namespace dondoc
