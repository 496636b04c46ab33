#include "notifiers/transfer/easy.hpp"

#include <curl/curl.h>

#include <new>

namespace notifiers::transfer {

EasyHandle new_easy() {
    CURL* easy = curl_easy_init();
    if (easy == nullptr) throw std::bad_alloc();
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a hanging name server is not waited for
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    return easy;
}

void limit_time(EasyHandle easy, std::chrono::milliseconds limit) {
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limit.count()));
}

Outcome outcome_of(EasyHandle easy, int error, std::string_view details) {
    Outcome outcome;
    outcome.error = error;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &outcome.status);
    if (error != CURLE_OK) {
        outcome.message = details.empty() ? curl_easy_strerror(static_cast<CURLcode>(error)) : std::string(details);
    }
    return outcome;
}

}  // namespace notifiers::transfer
