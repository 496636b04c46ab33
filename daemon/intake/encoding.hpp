#pragma once

#include "daemon/intake/error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace dondoc::intake {

/// Whether bytes look like UTF-16 without its mark: many zero bytes, all on one side of the pairs.
bool looks_like_utf16(std::string_view bytes) noexcept;

/// The text of a file as UTF-8, composed (NFC). Understood are UTF-8 and UTF-16, with and without byte order mark, and
/// Windows-1258 where the result is Vietnamese. Text typed for TCVN3 or VNI fonts is refused with advice, in any encoding.
tl::expected<std::string, IntakeError> decode_text(std::string_view bytes);

}  // namespace dondoc::intake
