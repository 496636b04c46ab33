#pragma once

#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"
#include "daemon/summaries/build.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Asks the store for what a summary speaks of.
namespace dondoc::summaries {

/// The unit that a rule names by its role ("planning-office", "leadership") or its id; nothing where there is none.
std::optional<rules::model::UnitIndex> unit_of(std::string_view to, const rules::model::UnitDirectory& units);

/// A summary that nobody has been told of yet.
struct Made {
    Built built;
    std::optional<outbox::Attachment> workbook;
    store::SummaryRow row;  ///< as it is to be kept; not `sent` where a daily one has nothing to say
};

struct Order {
    SummaryRule rule;
    Turn turn;
    rules::model::UnitIndex to{};
    enum class Workbook : std::uint8_t { none, where_sent, always };
    Workbook workbook = Workbook::where_sent;
    std::string log_head = {};  ///< to be kept by those who run it, outside of the database; empty: not said
};

/// What `Order::log_head` says of a site's database: of weekly summaries only. StoreError.
std::string log_head_for(const SummaryRule& rule, const config::Site& site);

/// `snapshot` holds all assignments. StoreError as the store.
Made make(store::Store& store, const config::Site& site, const rules::model::Snapshot& snapshot, const Order& order,
          store::Instant now);

}  // namespace dondoc::summaries
