#pragma once

#include <cstdint>
#include <string>

namespace dondoc::intake {

/// What the words of a cell are most like, where nothing else says what its column is for.
enum class Looks : std::uint8_t {
    text,
    time,
    unit,
    value,  ///< a number with or without a sign, a cross
};

Looks looks_of(const std::string& text);

/// "8h00", "7:30 - 8:15", "14 giờ": a time of the day, as agendas have.
bool is_clock_time(const std::string& text);

/// Nothing but dots, dashes and brackets, as forms leave them to be filled in; also the empty text.
bool is_to_be_filled_in(const std::string& text);

/// "x", "✓", "●": the cell says yes.
bool is_mark(const std::string& text);

/// "Tổng cộng: 06 hạng mục", "Cộng", "Tổng số (12 việc)": a sum; not "Tổng số hóa hồ sơ".
bool says_total(const std::string& text);

/// "nt", "-nt-", a quotation mark, "như trên": the same as above.
bool is_ditto(const std::string& text);

}  // namespace dondoc::intake
