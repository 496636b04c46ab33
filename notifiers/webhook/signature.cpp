#include "notifiers/webhook/signature.hpp"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <sodium.h>

#include <array>
#include <sstream>
#include <stdexcept>

namespace notifiers::webhook {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t shortest_key = 24;
constexpr std::size_t longest_key = 64;

using Mac = std::shared_ptr<EVP_MAC_CTX>;

Mac new_mac(const unsigned char* key, std::size_t size) {
    static const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                                        &EVP_MAC_free);
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> words{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                          OSSL_PARAM_construct_end()};
    Mac mac(EVP_MAC_CTX_new(hmac.get()), &EVP_MAC_CTX_free);
    if (!mac || EVP_MAC_init(mac.get(), key, size, words.data()) != 1)
        throw std::runtime_error("OpenSSL does not offer HMAC-SHA256");
    return mac;
}

Mac read_key(std::string_view text) {
    if (!text.starts_with(prefix)) return nullptr;
    text.remove_prefix(prefix.size());
    std::array<unsigned char, longest_key> key;
    std::size_t size = 0;
    const bool whole = sodium_base642bin(key.data(), key.size(), text.data(), text.size(), nullptr, &size, nullptr,
                                         sodium_base64_VARIANT_ORIGINAL) == 0;
    Mac mac = whole && size >= shortest_key ? new_mac(key.data(), size) : nullptr;
    sodium_memzero(key.data(), key.size());
    return mac;
}

void add(EVP_MAC_CTX* mac, std::string_view bytes) {
    EVP_MAC_update(mac, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

tl::expected<Signer, std::string> Signer::parse(std::string_view keys) {
    Signer signer;
    std::istringstream words{std::string(keys)};
    for (std::string word; words >> word;) {
        Mac key = read_key(word);
        if (!key)
            return tl::unexpected(std::string("holds a key that is not 'whsec_' and the base64 of 24 to 64 bytes"));
        signer.keys_.push_back(std::move(key));
    }
    return signer;
}

std::string Signer::sign(std::string_view id, std::chrono::sys_seconds timestamp, std::string_view body) const {
    const std::string head = fmt::format("{}.{}.", id, timestamp.time_since_epoch().count());
    std::string signatures;
    for (const Mac& key : keys_) {
        std::array<unsigned char, 32> hash;
        std::size_t size = 0;
        EVP_MAC_init(key.get(), nullptr, 0, nullptr);  // again with its key
        add(key.get(), head);
        add(key.get(), body);
        if (EVP_MAC_final(key.get(), hash.data(), &size, hash.size()) != 1 || size != hash.size())
            throw std::runtime_error("OpenSSL cannot sign");
        std::array<char, sodium_base64_ENCODED_LEN(hash.size(), sodium_base64_VARIANT_ORIGINAL)> text;
        sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1,";
        signatures += text.data();
    }
    return signatures;
}

}  // namespace notifiers::webhook
