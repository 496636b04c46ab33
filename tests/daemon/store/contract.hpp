#pragma once

#include "daemon/store/store.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

/// What every store must do, whatever database is behind it. A database joins with INSTANTIATE_TEST_SUITE_P.
namespace dondoc::store::contract {

/// A place for one store, empty at first, that can be opened any number of times.
class Site {
public:
    virtual ~Site() = default;
    virtual std::unique_ptr<Store> open() = 0;
};

using SiteFactory = std::function<std::unique_ptr<Site>()>;

class StoreContract : public testing::TestWithParam<SiteFactory> {
protected:
    std::unique_ptr<Site> site_ = GetParam()();
    std::unique_ptr<Store> store_ = site_->open();
    model::UnitDirectory units_ = directory();

    static model::UnitDirectory directory();
    model::Snapshot look(Store::Scope scope = Store::Scope::open) { return store_->snapshot(units_, scope); }
    /// A cycle without anything to say: all that is known has been looked at.
    void evaluated(const std::string& until = "2026-06-01T08:00:00");
};

rules::dates::Date day(const std::string& iso);
rules::dates::LocalTime time(const std::string& iso);
Instant instant(int seconds_after_start);
const Actor clerk{"phong-khth", instant(0)};

/// An assignment that is due on 2026-06-`seq`, led by so-y-te.
model::AssignmentRecord row(std::uint32_t seq);
model::AssignmentRecord recurring_row(std::uint32_t seq);
/// The plan "ke-hoach-1" with fixed rows 1..count.
PlanImport plan(std::uint32_t count);

std::string subject(std::uint32_t seq);
ReminderRow reminder(std::uint32_t seq, const std::string& stage, const std::string& message = {});
OutboxMessage message(const std::string& id, const std::string& channel = "mail", Instant not_before = instant(0));
CycleCommit cycle(std::int64_t revision, std::vector<ReminderRow> reminders, std::vector<OutboxMessage> messages);

Attempt delivered(const Claimed& claim);
Attempt refused(const Claimed& claim);
Attempt deferred(const Claimed& claim, Instant next);

}  // namespace dondoc::store::contract
