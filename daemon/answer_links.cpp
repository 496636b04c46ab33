#include "daemon/answer_links.hpp"

#include <fmt/format.h>

#include <utility>

namespace dondoc {
namespace {

answers::Link link_for(const outbox::AnswerAbout& about, std::chrono::days valid) {
    const auto colon = about.recipient.find(':');
    return {.subject = about.subject,
            .period = about.period,
            .version = about.version,
            .unit = about.recipient.substr(0, colon),
            .head = colon != std::string::npos,
            .expires = about.sent + valid};
}

}  // namespace

tl::expected<std::shared_ptr<const AnswerLinks>, std::string> load_answer_links(const config::Config& config,
                                                                                const std::string& credentials_dir) {
    if (!config.answers) return nullptr;
    auto text = config::read_answer_keys(config, credentials_dir);
    if (text && !*text) {
        *text = answers::make_key() + "\n";
        if (auto written = config::write_answer_keys(config, **text); !written)
            return tl::unexpected(std::move(written.error()));
    }
    if (!text) return tl::unexpected(std::move(text.error()));
    auto keys = answers::Keys::parse(**text);
    if (!keys) return tl::unexpected(fmt::format("{}: answers: key_file: {}", config.path, keys.error()));
    return std::make_shared<const AnswerLinks>(
        AnswerLinks{config.answers->url, std::move(*keys), config.answers->valid});
}

outbox::AnswerUrl answer_url(std::shared_ptr<const AnswerLinks> links) {
    if (!links) return nullptr;
    return [links = std::move(links)](const outbox::AnswerAbout& about) {
        return fmt::format("{}/a/{}", links->url, answers::sign(link_for(about, links->valid), links->keys));
    };
}

}  // namespace dondoc
