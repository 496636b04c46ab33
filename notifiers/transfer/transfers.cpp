#include "notifiers/transfer/transfers.hpp"

#include "notifiers/transfer/easy.hpp"
#include "notifiers/transfer/multi.hpp"
#include "notifiers/transfer/slots.hpp"

#include <curl/curl.h>

#include <array>
#include <vector>

namespace notifiers::transfer {

namespace asio = boost::asio;

namespace {

std::size_t hand_header(char* bytes, std::size_t size, std::size_t count, void* request) {
    static_cast<Request*>(request)->on_header(std::string_view(bytes, size * count));
    return size * count;
}

std::size_t hand_body(char* bytes, std::size_t size, std::size_t count, void* request) {
    return static_cast<Request*>(request)->on_body(std::string_view(bytes, size * count)) ? size * count : 0;
}

struct Handle {
    Handle() : easy(new_easy()) {}
    ~Handle() { curl_easy_cleanup(easy); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    EasyHandle easy;
    std::array<char, CURL_ERROR_SIZE> details{};
};

}  // namespace

struct Transfers::State {
    State(asio::any_io_executor executor, Limits limits_, std::function<void(EasyHandle)> configure_)
        : limits(limits_),
          configure(std::move(configure_)),
          slots(executor, limits_.connections),
          multi(std::make_shared<Multi>(executor)) {
        multi->limit_connections(limits.connections);
    }

    std::unique_ptr<Handle> take_handle();

    Limits limits;
    std::function<void(EasyHandle)> configure;
    Slots slots;
    std::shared_ptr<Multi> multi;
    std::vector<std::unique_ptr<Handle>> idle;
};

std::unique_ptr<Handle> Transfers::State::take_handle() {
    if (!idle.empty()) {
        auto handle = std::move(idle.back());
        idle.pop_back();
        handle->details[0] = '\0';
        return handle;
    }
    auto handle = std::make_unique<Handle>();
    limit_time(handle->easy, limits.time);
    curl_easy_setopt(handle->easy, CURLOPT_ERRORBUFFER, handle->details.data());
    curl_easy_setopt(handle->easy, CURLOPT_HEADERFUNCTION, &hand_header);
    curl_easy_setopt(handle->easy, CURLOPT_WRITEFUNCTION, &hand_body);
    configure(handle->easy);
    return handle;
}

Transfers::Transfers(asio::any_io_executor executor, Limits limits, std::function<void(EasyHandle)> configure)
    : state_(std::make_shared<State>(std::move(executor), limits, std::move(configure))) {}

asio::awaitable<Outcome> Transfers::perform(Request& request) {
    return perform(state_, request);
}

asio::awaitable<Outcome> Transfers::perform(std::shared_ptr<State> state, Request& request) {
    const auto permit = co_await state->slots.acquire(state->limits.time);
    if (!permit)
        co_return Outcome{
            .error = CURLE_OPERATION_TIMEDOUT, .message = {}, .status = 0, .cancelled = false, .queued = true};
    auto handle = state->take_handle();
    curl_easy_setopt(handle->easy, CURLOPT_HEADERDATA, &request);
    curl_easy_setopt(handle->easy, CURLOPT_WRITEDATA, &request);
    request.prepare(handle->easy);

    const std::optional<int> error = co_await Multi::run(state->multi, handle->easy);
    Outcome outcome = outcome_of(handle->easy, error.value_or(CURLE_ABORTED_BY_CALLBACK), handle->details.data());
    outcome.cancelled = !error;
    if (error) state->multi->remove(handle->easy);
    state->idle.push_back(std::move(handle));
    co_return outcome;
}

}  // namespace notifiers::transfer
