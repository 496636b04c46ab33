#pragma once

#include "rules/dates/date.hpp"

#include <tl/expected.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Signed links by which a unit answers what it was told: who may answer, about what, and until when.
///
/// A token is the capability itself: URL-safe base64 of its fields and a keyed BLAKE2b of them. Nothing is kept for it, so
/// a link that was never clicked costs nothing. It names the subject as the store does, since who holds it may see that.
namespace dondoc::answers {

struct Link {
    std::string subject;         ///< key without period
    std::string period;          ///< "2026-H1", "R1" or empty
    std::uint16_t version = 1;   ///< of the deadline that the message spoke of
    std::string unit;            ///< id
    bool head = false;           ///< it was sent to the unit's head
    rules::dates::Date expires;  ///< the last day on which it is good

    std::string recipient() const { return head ? unit + ":head" : unit; }
    friend bool operator==(const Link&, const Link&) = default;
};

/// The site's secret keys. All are accepted, the newest signs: so a key can be replaced while old mails are under way.
class Keys {
public:
    /// One key a line, the newest first; lines that begin with # are notes. The error is a sentence that repeats no key.
    static tl::expected<Keys, std::string> parse(std::string_view text);

    using Key = std::array<unsigned char, 32>;
    const std::vector<Key>& all() const noexcept { return keys_; }

private:
    std::vector<Key> keys_;
};

/// A line for a file of keys: 32 random bytes.
std::string make_key();

std::string sign(const Link& link, const Keys& keys);

/// Nothing for what was not signed with one of these keys, byte for byte. Takes as long for a near miss as for garbage of
/// that length. Whether the link has expired is the caller's to see: it knows the day.
std::optional<Link> check(std::string_view token, const Keys& keys);

/// Longer ones are not looked at.
inline constexpr std::size_t longest_token = 1024;

}  // namespace dondoc::answers
