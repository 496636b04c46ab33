#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/store/answers.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

/// How the command line shows what units have answered: `answers list` and `explain` say the same.
namespace dondoc::cli {

/// "chờ quyết định"
std::string_view answer_state_vi(store::Answer::State state) noexcept;

/// The subject's key with its period.
std::string answer_key(const store::Answer& answer);

/// What it says beyond its kind: "đến 30/6/2026: Chờ Sở Tài chính thẩm định"; may be empty.
std::string answer_content_vi(const store::Answer& answer);

/// In one line: "so-y-te xin gia hạn đến 30/6/2026: Chờ thẩm định (chờ quyết định)".
std::string answer_vi(const store::Answer& answer);

boost::json::object answer_json(Context& context, const store::Answer& answer);

}  // namespace dondoc::cli
