#pragma once

#include "daemon/intake/draft.hpp"
#include "daemon/intake/units.hpp"
#include "rules/model/unit_match.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dondoc::intake {

/// Reads the names of units in a document: the one way from words to UnitReading for cells, sentences and indicators.
///
/// A name that the register has, in any usual spelling or abbreviation that fits one unit only, gets its id. Anything
/// less sure keeps an empty id, and the doubt says why. A title in front ("Giám đốc Sở Y tế") becomes part of the
/// qualifier. Each different cell is split once and each different name is looked up once, so a long document costs no
/// more than its vocabulary.
class UnitReader {
public:
    /// Keeps a reference to `units`; `on` is the day of the document, for names that have changed since.
    UnitReader(const rules::model::UnitDirectory& units, std::optional<rules::dates::Date> on);

    /// Called for each name that a person should look at, with why.
    using OnDoubt = std::function<void(const UnitReading& reading, std::string vi, std::string en)>;

    /// Splits the words of a cell or of a part of a sentence, and reads each unit.
    std::vector<UnitReading> read(std::string_view cell, const OnDoubt& doubt);

private:
    struct Known {
        rules::model::UnitMatch match;
        std::string id;  ///< of the unit meant; empty where that is for a person to say
        std::string vi;  ///< what is doubtful, empty where nothing is
        std::string en;
    };
    const std::vector<UnitMention>& split(std::string_view cell);
    const Known& look_up(const std::string& name, const std::string& qualifier);
    Known understand(const std::string& name, const std::string& qualifier) const;
    void explain(Known& known) const;
    void follow(Known& known) const;
    std::string names_of(const std::vector<rules::model::UnitIndex>& units) const;

    const rules::model::UnitDirectory& units_;
    std::optional<rules::dates::Date> on_;
    rules::model::UnitMatcher matcher_;
    std::unordered_map<std::string, std::vector<UnitMention>> cells_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace dondoc::intake
