#pragma once

#include "daemon/store/store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// The event log for those who only look: whether it is whole, and what it says. It never writes to the file.
namespace dondoc::store {

/// The end of the chain. Kept somewhere else it is an anchor: what the chain was up to there can neither be changed nor
/// cut off unseen.
struct ChainHead {
    std::int64_t count = 0;
    std::string hash;  ///< hexadecimal

    std::string text() const;  ///< "1234:6b1f…"
    friend bool operator==(const ChainHead&, const ChainHead&) = default;
};

std::optional<ChainHead> parse_chain_head(std::string_view text);

struct AuditFault {
    enum class Kind : std::uint8_t {
        changed,       ///< the row is not what its link was made of
        link_changed,  ///< the row is, but the hash in its link was written over
        broken,        ///< from here on nothing follows from what is before it
        removed,       ///< a link without its row, or no link at that place
        reordered,     ///< what stands here belongs to another place
        unchained,     ///< a row without a link
        truncated,     ///< the chain was longer
        rewritten,     ///< the chain has another hash where the anchor was taken
        unguarded,     ///< a trigger that keeps rows from being changed is missing or another one
        damaged,       ///< what the database says of itself
    };
    Kind kind = Kind::changed;
    std::int64_t place = 0;   ///< in the chain; 0: of none
    std::string source = {};  ///< table
    std::string row = {};     ///< what names the row in it
    std::string detail = {};  ///< the other place, the name of the trigger, the database's words
    std::int64_t others = 0;  ///< how many more like this one are not listed
};

struct AuditReport {
    ChainHead head;
    std::vector<AuditFault> faults;  ///< in the order of the chain, a bounded number of each kind
};

/// A row of the log in the order of the chain, with what people want to know of it.
struct LogRow {
    std::int64_t place = 0;
    std::string source;              ///< event, fact, reminder, message, message_copy, receipt, bounce
    std::optional<Instant> at = {};  ///< of a reminder: when its message was made
    std::string subject = {};        ///< key of a plan, an assignment, a report; of a message its subject line
    std::string period = {};
    std::string who = {};
    std::string unit = {};     ///< recipient, or the unit that a fact names
    std::string what = {};     ///< verb, kind of fact, outcome
    std::string stage = {};    ///< of a reminder
    std::string message = {};  ///< id of the envelope
    std::string address = {};
    int attempt = 0;
    int code = 0;
    std::string answer = {};
    std::string detail = {};        ///< JSON of an event; reason of a receipt; basis of a fact
    std::string content_hash = {};  ///< of a message: of its bytes
    std::string row_hash = {};
    std::string hash = {};
};

/// All that is given must hold.
struct LogFilter {
    std::string subject = {};             ///< and what carried its reminders
    std::string plan = {};                ///< and all of its subjects
    std::vector<std::string> rules = {};  ///< beside the plan: reports of these rules
    std::string unit = {};                ///< recipients and reporters
    std::optional<Instant> from = {};
    std::optional<Instant> until = {};  ///< excluded
};

class Audit {
public:
    virtual ~Audit() = default;

    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

    virtual ChainHead head() = 0;
    /// Reads one unchanging state, also while the daemon writes.
    virtual AuditReport verify(std::span<const ChainHead> anchors, const Progress& progress) = 0;
    using Reader = std::function<void(const LogRow&)>;
    /// Hands on row after row, from one unchanging state.
    virtual void read(const LogFilter& filter, const Reader& reader) = 0;
    /// "142/KH-UBND" of a plan by its key; empty where there is no such plan.
    virtual std::string plan_number(std::string_view plan) = 0;
};

/// Opens for reading alone. StoreError as `open_sqlite`, and where the schema is older than this program.
std::unique_ptr<Audit> open_audit(const std::string& path);

}  // namespace dondoc::store
