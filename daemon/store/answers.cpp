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

bool still_says(const Answer& given, Answer::Kind kind, int version) noexcept {
    using State = Answer::State;
    if (given.kind != kind || given.state == State::rejected) return false;
    return given.state == State::waiting || given.version == version;
}

}  // namespace dondoc::store
