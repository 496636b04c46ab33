#pragma once

#include <string>

namespace notifiers::transfer {

/// A libcurl easy handle (CURL is void): named here so that headers do without <curl/curl.h>.
using EasyHandle = void*;

/// How libcurl's part ended. `error` is a CURLcode, 0 when all went well; `message` says it for a person.
struct Outcome {
    int error = 0;
    std::string message;
    long status = 0;         ///< last SMTP reply or HTTP status, 0 where none came
    bool cancelled = false;  ///< the caller gave up
    bool queued = false;     ///< no connection became free within the time limit; nothing was tried
};

}  // namespace notifiers::transfer
