#pragma once

#include "daemon/store/store.hpp"

/// What servers answered to the messages of a database, for those who only look.
namespace dondoc::store {

/// The answer to one attempt.
struct ReceiptRow {
    int attempt = 1;
    Instant at;
    std::string outcome;  ///< sent, retry, rejected
    int code = 0;         ///< SMTP reply or HTTP status; 0: no answer
    std::string answer;
    std::string reason;
};

/// A message that goes to one address, with every answer to it.
struct SentMessage {
    std::string message;
    std::string channel;
    std::string to;
    MessageState state = MessageState::waiting;
    std::optional<Instant> next;
    std::vector<ReceiptRow> receipts;       ///< by attempt
    Returned returned = Returned::nothing;  ///< of its newest attempt
    std::string report = {};                ///< "5.1.1 no such user": what was reported
    std::optional<Instant> reported = {};   ///< when that was read

    /// Its server took it, and no report says that it came back.
    bool arrived() const { return state == MessageState::sent && returned < Returned::unproven; }
};

class Receipts {
public:
    virtual ~Receipts() = default;
    /// The message and those that say the same to its recipient over other ways; of those that were deferred also the message
    /// that said it later. None where there is no such message.
    virtual std::vector<SentMessage> of(std::string_view message) = 0;
};

/// Of the database file that `open_sqlite` has made. StoreError as there.
std::unique_ptr<Receipts> open_receipts(const std::string& path);

}  // namespace dondoc::store
