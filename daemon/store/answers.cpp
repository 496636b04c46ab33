#include "daemon/store/answers.hpp"

namespace dondoc::store {

std::string_view answer_kind_name(Answer::Kind kind) noexcept {
    switch (kind) {
        case Answer::Kind::received: break;
        case Answer::Kind::completed: return "completed";
        case Answer::Kind::extension: return "extension";
        case Answer::Kind::not_ours: return "not_ours";
    }
    return "received";
}

std::string_view answer_state_name(Answer::State state) noexcept {
    switch (state) {
        case Answer::State::recorded: break;
        case Answer::State::waiting: return "waiting";
        case Answer::State::approved: return "approved";
        case Answer::State::rejected: return "rejected";
    }
    return "recorded";
}

}  // namespace dondoc::store
