#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace notifiers::bounce {

/// Header fields of a mail or of a block of a report, unfolded; names in lower case.
class Fields {
public:
    /// Takes the fields at the beginning of `text`, and the blank line behind them, off it.
    static Fields take(std::string_view& text);

    bool empty() const { return fields_.empty(); }
    /// The first of this name; empty where there is none.
    std::string text(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// Each part of a mail that is no container: its type in lower case, and its body without the transfer encodings
/// quoted-printable and base64. Bounded: 64 parts, 8 levels; what is cut off or has no end is taken as far as it goes.
void for_each_part(std::string_view mail,
                   const std::function<void(const std::string& type, std::string_view body)>& visit);

std::string lower(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace notifiers::bounce
