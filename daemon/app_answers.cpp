#include "daemon/answers/page.hpp"
#include "daemon/app.hpp"

#include <spdlog/spdlog.h>

/// The part of the daemon that hears units: its links, and the pages behind them.
namespace dondoc {

/// With the keys as they are now. Where they cannot be read the former ones stay.
void App::link_answers() {
    auto links = load_answer_links(site_->config, options_.credentials_dir);
    if (!links) {
        spdlog::error("giữ nguyên khóa cũ của liên kết trả lời (the former keys stay): {}", links.error());
        return;
    }
    links_ = std::move(*links);
    cycle_.link_answers(answer_url(links_));
}

http::Answer App::take_answer(const http::Request& request) {
    if (!links_) return answers::unknown_page();
    const auto kinds = site_->config.channel_kinds();
    const clock::Instant now = clock_->now();
    bool answered = false;
    auto page = desk_.handle(request,
                             {.keys = links_->keys,
                              .url = links_->url,
                              .store = *store_,
                              .compose = compose_context(kinds, now),
                              .now = now,
                              .warn = [](const std::string& what) { spdlog::warn("{}", what); }},
                             answered);
    if (answered) {
        alarm_->ring();
        if (courier_) courier_->poke();
    }
    return page;
}

}  // namespace dondoc
