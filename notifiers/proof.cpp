#include "notifiers/proof.hpp"

#include <sodium.h>

#include <array>

namespace notifiers {

std::string proof_of(std::string_view id, std::string_view key) {
    if (key.size() < crypto_generichash_KEYBYTES_MIN || key.size() > crypto_generichash_KEYBYTES_MAX) return {};
    const auto bytes = [](std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); };
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes(id), id.size(), bytes(key), key.size());
    std::array<char, 2 * hash.size() + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

bool proves(std::string_view proof, std::string_view id, std::string_view key) {
    const std::string expected = proof_of(id, key);
    return !expected.empty() && proof.size() == expected.size() &&
           sodium_memcmp(proof.data(), expected.data(), expected.size()) == 0;
}

}  // namespace notifiers
