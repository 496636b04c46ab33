#include "notifiers/bounce/report.hpp"
#include "notifiers/envelope.hpp"
#include "tests/fuzz/fuzz.hpp"

// A mail of a stranger in the mailbox of bounces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto report = notifiers::bounce::read_report(fuzz::text_of(data, size));
    if (!report) return 0;
    fuzz::require(report->message.empty() || notifiers::is_id(report->message), "only an id of ours names a message");
    fuzz::require(!report->refusals.empty() && report->refusals.size() <= 100, "bounded");
    for (const auto& refusal : report->refusals) {
        fuzz::require(refusal.diagnostic.size() <= 500, "a diagnostic is short");
        fuzz::require(refusal.status.size() <= 9 && (refusal.status[0] == '4' || refusal.status[0] == '5'), "a status");
    }
    return 0;
}
