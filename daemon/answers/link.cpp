#include "daemon/answers/link.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace dondoc::answers {
namespace {

using rules::dates::Date;

constexpr unsigned char format_version = 1;
constexpr std::size_t mac_bytes = crypto_generichash_BYTES_MIN;  // 128 bits: nobody guesses that
constexpr std::size_t shortest_key = 32;                         // characters
constexpr std::size_t most_keys = 16;
constexpr std::string_view purpose = "dondoc answer link";
constexpr int url_safe = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr unsigned char for_head = 1;
constexpr unsigned char reporter = 2;  ///< the unit is the last part of the subject's key
const Date epoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};

using Mac = std::array<unsigned char, mac_bytes>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Mac mac_of(std::string_view fields, const Keys::Key& key) {
    Mac mac{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), mac.size());
    crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
    crypto_generichash_update(&state, bytes_of(fields), fields.size());
    crypto_generichash_final(&state, mac.data(), mac.size());
    return mac;
}

/// Whether one of the keys made it; each is tried, whatever the others say.
bool is_authentic(std::string_view fields, std::string_view mac, const Keys& keys) {
    unsigned good = 0;
    for (const auto& key : keys.all())
        good |= static_cast<unsigned>(sodium_memcmp(mac_of(fields, key).data(), mac.data(), mac_bytes) == 0);
    return good != 0;
}

void put_number(std::string& out, std::size_t number) {
    for (; number >= 0x80; number >>= 7) out += static_cast<char>(0x80 | (number & 0x7F));
    out += static_cast<char>(number);
}

void put_text(std::string& out, std::string_view text) {
    put_number(out, text.size());
    out += text;
}

std::string_view last_part(std::string_view subject) {
    return subject.substr(std::min(subject.rfind('/') + 1, subject.size()));
}

/// Reads what `put_...` wrote. After a fault everything is empty.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::size_t number() {
        std::size_t value = 0;
        for (unsigned shift = 0; shift < 28; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1).empty() ? 0 : taken_.front());
            value |= static_cast<std::size_t>(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        fail();
        return 0;
    }
    std::string text() { return std::string(take(number())); }
    bool complete() const noexcept { return good_ && rest_.empty(); }

private:
    std::string_view take(std::size_t size) {
        if (size > rest_.size()) {
            fail();
            size = 0;
        }
        taken_ = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken_;
    }
    void fail() {
        good_ = false;
        rest_ = {};
    }

    std::string_view rest_;
    std::string_view taken_;
    bool good_ = true;
};

std::string fields_of(const Link& link) {
    const bool own = last_part(link.subject) == link.unit;
    std::string out;
    out += static_cast<char>(format_version);
    out += static_cast<char>((link.head ? for_head : 0) | (own ? reporter : 0));
    put_number(out, static_cast<std::size_t>(std::max<long>((link.expires - epoch).count(), 0)));
    put_number(out, link.version);
    put_text(out, link.subject);
    put_text(out, link.period);
    if (!own) put_text(out, link.unit);
    return out;
}

std::optional<Link> read_fields(std::string_view fields) {
    Reader reader(fields);
    if (reader.number() != format_version) return std::nullopt;
    const std::size_t flags = reader.number();
    Link link;
    link.expires = epoch + std::chrono::days{static_cast<int>(reader.number())};
    link.version = static_cast<std::uint16_t>(reader.number());
    link.subject = reader.text();
    link.period = reader.text();
    link.head = (flags & for_head) != 0;
    link.unit = (flags & reporter) != 0 ? std::string(last_part(link.subject)) : reader.text();
    if (!reader.complete()) return std::nullopt;
    return link;
}

std::string to_base64(std::string_view bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();  // the zero at its end
    return text;
}

/// Empty where it is not exactly what `to_base64` writes.
std::string from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    const int failed = sodium_base642bin(out, bytes.size(), text.data(), text.size(), nullptr, &size, &end, url_safe);
    bytes.resize(failed != 0 || end != text.data() + text.size() ? 0 : size);
    return bytes;
}

void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium: no random numbers");
}

}  // namespace

tl::expected<Keys, std::string> Keys::parse(std::string_view text) {
    start_sodium();
    Keys keys;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        if (line.size() < shortest_key)
            return tl::unexpected(
                fmt::format("mỗi dòng là một khóa, ít nhất {} ký tự ngẫu nhiên, ví dụ của lệnh openssl "
                            "rand -base64 32 (one key a line, at least {} random characters)",
                            shortest_key, shortest_key));
        crypto_generichash(keys.keys_.emplace_back().data(), sizeof(Key), bytes_of(line), line.size(), nullptr, 0);
    }
    if (keys.keys_.empty() || keys.keys_.size() > most_keys)
        return tl::unexpected(fmt::format(
            "cần từ 1 đến {} khóa, khóa mới nhất ở dòng đầu (1 to {} keys, the newest first)", most_keys, most_keys));
    return keys;
}

std::string make_key() {
    start_sodium();
    std::string bytes(sizeof(Keys::Key), '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string sign(const Link& link, const Keys& keys) {
    std::string token = fields_of(link);
    const Mac mac = mac_of(token, keys.all().front());
    token.append(mac.begin(), mac.end());
    return to_base64(token, url_safe);
}

std::optional<Link> check(std::string_view token, const Keys& keys) {
    if (token.size() > longest_token) return std::nullopt;
    const std::string bytes = from_base64(token);
    const bool shaped = bytes.size() > mac_bytes;
    // What has not the shape of a token is hashed all the same, so that time does not tell it from a wrong one.
    constexpr std::string_view no_mac("0123456789abcdef", mac_bytes);
    const std::string_view all = shaped ? std::string_view(bytes) : token;
    const std::string_view fields = shaped ? all.substr(0, all.size() - mac_bytes) : all;
    const bool good = is_authentic(fields, shaped ? all.substr(fields.size()) : no_mac, keys);
    return good && shaped ? read_fields(fields) : std::nullopt;
}

}  // namespace dondoc::answers
