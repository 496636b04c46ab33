#pragma once

#include "daemon/answers/link.hpp"
#include "daemon/config/config.hpp"
#include "daemon/outbox/compose.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace dondoc {

/// What makes and checks the links by which units answer.
struct AnswerLinks {
    std::string url;
    answers::Keys keys;
    std::chrono::days valid{};
};

/// Null where the site has no links. Makes the keys where the site names no file of its own. The error is a sentence.
tl::expected<std::shared_ptr<const AnswerLinks>, std::string> load_answer_links(const config::Config& config,
                                                                                const std::string& credentials_dir);

/// Null for null.
outbox::AnswerUrl answer_url(std::shared_ptr<const AnswerLinks> links);

}  // namespace dondoc
