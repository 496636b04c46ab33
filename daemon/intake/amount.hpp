#pragma once

#include "rules/model/indicator.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dondoc::intake {

/// A number with the words around it: "từ 80% trở lên", "giảm còn dưới 15", "80-85", "Tăng 2%/năm".
struct Amount {
    enum class State : unsigned char {
        none,       ///< no digit in it: words only
        number,     ///< `low`, and `high` of a span
        uncertain,  ///< a number, but it can be read in two ways ("12,500")
        unplaced,   ///< digits that are not understood
    };
    State state = State::none;
    rules::model::Comparator comparator = rules::model::Comparator::equal;
    bool has_comparator = false;
    double low = 0;
    std::optional<double> high;  ///< of a span, greater than `low`
    bool is_change = false;      ///< "tăng", "giảm", "+"; a decrease is negative
    std::string unit;            ///< behind the number, as written; only where it is a unit of measure
    std::string scale;           ///< "trieu" where the number counts millions, without tones
};

Amount read_amount(std::string_view words);

}  // namespace dondoc::intake
