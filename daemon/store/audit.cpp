#include "daemon/store/audit.hpp"

#include <algorithm>
#include <charconv>

namespace dondoc::store {

std::string ChainHead::text() const {
    return std::to_string(count) + ":" + hash;
}

std::optional<ChainHead> parse_chain_head(std::string_view text) {
    constexpr std::size_t hash_digits = 64;
    ChainHead head;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.count);
    const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    if (error != std::errc{} || head.count < 0 || rest.size() != hash_digits + 1 || rest[0] != ':') return std::nullopt;
    head.hash = rest.substr(1);
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (!std::all_of(head.hash.begin(), head.hash.end(), is_hex)) return std::nullopt;
    return head;
}

}  // namespace dondoc::store
