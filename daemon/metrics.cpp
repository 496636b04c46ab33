#include "daemon/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace dondoc {

struct Metrics::Families {
    prometheus::Registry registry;
    prometheus::Counter& reminders =
        prometheus::BuildCounter().Name("dondoc_reminders_total").Help("Reminders written").Register(registry).Add({});
    prometheus::Counter& messages = prometheus::BuildCounter()
                                        .Name("dondoc_messages_total")
                                        .Help("Messages put into the outbox")
                                        .Register(registry)
                                        .Add({});
    prometheus::Family<prometheus::Counter>& attempts = prometheus::BuildCounter()
                                                            .Name("dondoc_delivery_attempts_total")
                                                            .Help("Delivery attempts by channel and result")
                                                            .Register(registry);
    prometheus::Family<prometheus::Gauge>& servers = prometheus::BuildGauge()
                                                         .Name("dondoc_server_paused")
                                                         .Help("1 while nothing is sent to a server that does not work")
                                                         .Register(registry);
    prometheus::Counter& trouble = prometheus::BuildCounter()
                                       .Name("dondoc_store_errors_total")
                                       .Help("Failed store operations")
                                       .Register(registry)
                                       .Add({});
    prometheus::Family<prometheus::Counter>& reloads =
        prometheus::BuildCounter().Name("dondoc_reloads_total").Help("Reloads by result").Register(registry);
    prometheus::Gauge& refused = prometheus::BuildGauge()
                                     .Name("dondoc_rules_refused")
                                     .Help("1 while the files on disk have errors and the former rules apply")
                                     .Register(registry)
                                     .Add({});
    prometheus::Gauge& waiting = prometheus::BuildGauge()
                                     .Name("dondoc_changes_waiting")
                                     .Help("Changes of rules and imports that wait for dondoc confirm")
                                     .Register(registry)
                                     .Add({});
    prometheus::Gauge& unwatched = prometheus::BuildGauge()
                                       .Name("dondoc_unwatched_directories")
                                       .Help("Directories in which changes are not noticed")
                                       .Register(registry)
                                       .Add({});
    prometheus::Gauge& next = prometheus::BuildGauge()
                                  .Name("dondoc_next_wake_up_seconds")
                                  .Help("Unix time of the next evaluation")
                                  .Register(registry)
                                  .Add({});
    prometheus::Gauge& open = prometheus::BuildGauge()
                                  .Name("dondoc_open_assignments")
                                  .Help("Assignments that are not closed")
                                  .Register(registry)
                                  .Add({});
    prometheus::Histogram& cycle = prometheus::BuildHistogram()
                                       .Name("dondoc_cycle_seconds")
                                       .Help("Time to look, decide and write down")
                                       .Register(registry)
                                       .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.01, 0.1, 1, 10});
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::cycle(std::size_t reminders, std::size_t messages, double seconds) {
    families_->reminders.Increment(static_cast<double>(reminders));
    families_->messages.Increment(static_cast<double>(messages));
    families_->cycle.Observe(seconds);
}

void Metrics::attempt(const std::string& channel, store::MessageState state) {
    const char* result = state == store::MessageState::sent      ? "sent"
                         : state == store::MessageState::waiting ? "retry"
                                                                 : "dead";
    families_->attempts.Add({{"channel", channel}, {"result", result}}).Increment();
}

void Metrics::server(const std::string& channel, const std::string& server, bool paused) {
    families_->servers.Add({{"channel", channel}, {"server", server}}).Set(paused ? 1 : 0);
}

void Metrics::store_trouble() {
    families_->trouble.Increment();
}

void Metrics::reload(bool good) {
    families_->reloads.Add({{"result", good ? "good" : "refused"}}).Increment();
}

void Metrics::rules_refused(bool refused) {
    families_->refused.Set(refused ? 1 : 0);
}

void Metrics::changes_waiting(std::size_t count) {
    families_->waiting.Set(static_cast<double>(count));
}

void Metrics::unwatched(std::size_t directories) {
    families_->unwatched.Set(static_cast<double>(directories));
}

void Metrics::next_wake_up(store::Instant time) {
    families_->next.Set(static_cast<double>(time.time_since_epoch().count()));
}

void Metrics::open_subjects(std::size_t count) {
    families_->open.Set(static_cast<double>(count));
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace dondoc
