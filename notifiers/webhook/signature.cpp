#include "notifiers/webhook/signature.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <optional>
#include <sstream>

namespace notifiers::webhook {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t shortest_key = 24;
constexpr std::size_t longest_key = 64;

std::optional<crypto_auth_hmacsha256_state> read_key(std::string_view text) {
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    std::array<unsigned char, longest_key> key;
    std::size_t size = 0;
    const bool whole = sodium_base642bin(key.data(), key.size(), text.data(), text.size(), nullptr, &size, nullptr,
                                         sodium_base64_VARIANT_ORIGINAL) == 0;
    std::optional<crypto_auth_hmacsha256_state> state;
    if (whole && size >= shortest_key) {
        state.emplace();
        crypto_auth_hmacsha256_init(&*state, key.data(), size);
    }
    sodium_memzero(key.data(), key.size());
    return state;
}

void add(crypto_auth_hmacsha256_state& state, std::string_view bytes) {
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

tl::expected<Signer, std::string> Signer::parse(std::string_view keys) {
    Signer signer;
    std::istringstream words{std::string(keys)};
    for (std::string word; words >> word;) {
        const auto key = read_key(word);
        if (!key)
            return tl::unexpected(std::string("holds a key that is not 'whsec_' and the base64 of 24 to 64 bytes"));
        signer.keys_.push_back(*key);
    }
    return signer;
}

std::string Signer::sign(std::string_view id, std::chrono::sys_seconds timestamp, std::string_view body) const {
    const std::string head = fmt::format("{}.{}.", id, timestamp.time_since_epoch().count());
    std::string signatures;
    for (crypto_auth_hmacsha256_state state : keys_) {
        add(state, head);
        add(state, body);
        std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash;
        crypto_auth_hmacsha256_final(&state, hash.data());
        std::array<char, sodium_base64_ENCODED_LEN(hash.size(), sodium_base64_VARIANT_ORIGINAL)> text;
        sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1,";
        signatures += text.data();
    }
    return signatures;
}

}  // namespace notifiers::webhook
