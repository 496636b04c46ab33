// libcurl's multi interface at its barest: as many easy handles as connections, each used again as soon as it is done,
// sockets watched by epoll (curl_multi_socket_action). No queue, no receipts: what the library itself gives.
//
// delivery_libcurl smtp|webhook PORT MESSAGES CONNECTIONS

#include "bench/delivery/messages.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Sender {
    bool mail = false;
    std::string url;
    std::string body;
    curl_slist* recipients = nullptr;
    curl_slist* headers = nullptr;
    CURLM* multi = curl_multi_init();
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    long timeout = -1;
    int running = 0;
    int left = 0;
    int done = 0;
    int failed = 0;
};

struct Upload {
    const std::string* body;
    std::size_t at = 0;
};

std::size_t read_body(char* into, std::size_t size, std::size_t count, void* upload) {
    auto& from = *static_cast<Upload*>(upload);
    const std::size_t most = std::min(size * count, from.body->size() - from.at);
    std::memcpy(into, from.body->data() + from.at, most);
    from.at += most;
    return most;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

int on_socket(CURL*, curl_socket_t fd, int what, void* self, void* known) {
    auto& sender = *static_cast<Sender*>(self);
    epoll_event event{};
    event.data.fd = fd;
    event.events =
        ((what & CURL_POLL_IN) != 0 ? unsigned(EPOLLIN) : 0U) | ((what & CURL_POLL_OUT) != 0 ? unsigned(EPOLLOUT) : 0U);
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(sender.epoll, EPOLL_CTL_DEL, fd, nullptr);
        return 0;
    }
    if (epoll_ctl(sender.epoll, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event) != 0)
        epoll_ctl(sender.epoll, EPOLL_CTL_ADD, fd, &event);
    curl_multi_assign(sender.multi, fd, self);
    return 0;
}

int on_timer(CURLM*, long milliseconds, void* self) {
    static_cast<Sender*>(self)->timeout = milliseconds;
    return 0;
}

CURL* new_easy(Sender& sender, Upload* upload) {
    CURL* easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, sender.url.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ignore);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 60'000L);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, upload);
    if (sender.mail) {
        curl_easy_setopt(easy, CURLOPT_MAIL_FROM, "<don-doc@so.example>");
        curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, sender.recipients);
        curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, &read_body);
        curl_easy_setopt(easy, CURLOPT_READDATA, upload);
        curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(sender.body.size()));
    } else {
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, sender.headers);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sender.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, sender.body.data());
    }
    return easy;
}

void begin(Sender& sender, CURL* easy) {
    if (sender.left == 0) return;
    --sender.left;
    char* upload = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &upload);
    reinterpret_cast<Upload*>(upload)->at = 0;
    curl_multi_add_handle(sender.multi, easy);
}

void collect(Sender& sender) {
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(sender.multi, &queued)) {
        long status = 0;
        CURL* easy = message->easy_handle;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        if (message->data.result != CURLE_OK || status / 100 != 2) ++sender.failed;
        ++sender.done;
        curl_multi_remove_handle(sender.multi, easy);
        begin(sender, easy);
    }
}

void turn(Sender& sender) {
    std::array<epoll_event, 256> events;
    const int count =
        epoll_wait(sender.epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(sender.timeout));
    if (count == 0 || sender.timeout == 0)
        curl_multi_socket_action(sender.multi, CURL_SOCKET_TIMEOUT, 0, &sender.running);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        int mask = 0;
        if ((event.events & EPOLLIN) != 0) mask |= CURL_CSELECT_IN;
        if ((event.events & EPOLLOUT) != 0) mask |= CURL_CSELECT_OUT;
        if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) mask |= CURL_CSELECT_ERR;
        curl_multi_socket_action(sender.multi, event.data.fd, mask, &sender.running);
    }
    collect(sender);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const int messages = std::atoi(argv[3]);
    const int connections = std::atoi(argv[4]);
    Sender sender;
    sender.mail = std::string(argv[1]) == "smtp";
    sender.body = sender.mail ? delivery::mail("m-0000001") : delivery::webhook();
    sender.url = sender.mail ? fmt::format("smtp://127.0.0.1:{}/so.example", argv[2])
                             : fmt::format("http://127.0.0.1:{}{}", argv[2], delivery::webhook_path);
    sender.recipients = curl_slist_append(nullptr, "<don-vi@so.example>");
    for (const char* header :
         {"User-Agent: dondoc", "Expect:", "Content-Type: application/json", "webhook-id: m-0000001",
          "webhook-timestamp: 1780000000", "webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="})
        sender.headers = curl_slist_append(sender.headers, header);
    sender.left = messages;
    curl_multi_setopt(sender.multi, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(sender.multi, CURLMOPT_SOCKETDATA, &sender);
    curl_multi_setopt(sender.multi, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(sender.multi, CURLMOPT_TIMERDATA, &sender);
    curl_multi_setopt(sender.multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(connections));

    std::vector<Upload> uploads(static_cast<std::size_t>(connections), Upload{&sender.body});
    const auto started = Clock::now();
    for (Upload& upload : uploads) begin(sender, new_easy(sender, &upload));
    while (sender.done < messages) turn(sender);
    const std::chrono::duration<double> took = Clock::now() - started;
    fmt::print("{{\"messages\": {}, \"failed\": {}, \"seconds\": {:.4f}}}\n", messages, sender.failed, took.count());
    return sender.failed == 0 ? 0 : 1;
}
