#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace dondoc::store::sqlite {

/// An indicator as it is kept, with its plan's row id.
struct KeptIndicator {
    std::int64_t plan = 0;
    std::uint32_t position = 0;
    model::IndicatorRecord record;
    std::optional<rules::dates::Date> withdrawn_on;
};

/// Indicators of a plan (or of all plans) in the order of the document, withdrawn ones last.
std::vector<KeptIndicator> load_indicators(Connection& db, std::optional<std::int64_t> plan = {});

/// Who imports what, and the site revision of the import, asked for once something differs.
struct IndicatorImport {
    std::int64_t plan = 0;
    std::string_view plan_key;
    rules::dates::Date day;
    const Actor& actor;
    std::function<std::int64_t()> revision;
};

/// Compares a document's indicators with those that are kept and writes the difference, former values to the event log.
///
/// A row is the same where its name and group say the same, tone marks aside; then where its name does and no other row has
/// it. It keeps its seq when it is moved or renumbered. A renamed row is a new one, and the old one is withdrawn: whether
/// they measure the same is not for us to say.
ImportSummary::Rows save_indicators(Connection& db, std::span<const model::IndicatorRecord> records,
                                    const IndicatorImport& import);

}  // namespace dondoc::store::sqlite
