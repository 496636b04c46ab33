#include "notifiers/oauth2.hpp"

#include <fmt/format.h>

#include <fstream>

namespace notifiers {

tl::expected<std::string, std::string> read_oauth2_token(const std::string& path) {
    std::ifstream file(path);
    std::string token;
    if (!(file >> token))
        return tl::unexpected(fmt::format("the file of oauth2_token, {}, cannot be read or is empty", path));
    return token;
}

}  // namespace notifiers
