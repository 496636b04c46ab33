#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace dondoc::config {

/// Links in messages by which units answer. They are pages of the daemon's own, reached through a proxy.
struct Answers {
    std::string url;       ///< "https://don-doc.so-y-te.example.vn", without a slash at its end
    std::string key_file;  ///< empty: answers.key in the state directory, which the daemon makes
    std::chrono::days valid{45};
    int line = 0;                                   ///< where the section stands
    std::vector<std::string> trusted_proxies = {};  ///< addresses whose X-Forwarded-For is believed
};

}  // namespace dondoc::config
