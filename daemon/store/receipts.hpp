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
    std::vector<ReceiptRow> receipts;  ///< by attempt
};

class Receipts {
public:
    virtual ~Receipts() = default;
    /// The message and those that carry the same to the recipient's other addresses; of those that were deferred also the
    /// message that said it later. None where there is no such message.
    virtual std::vector<SentMessage> of(std::string_view message) = 0;
};

/// Of the database file that `open_sqlite` has made. StoreError as there.
std::unique_ptr<Receipts> open_receipts(const std::string& path);

}  // namespace dondoc::store
