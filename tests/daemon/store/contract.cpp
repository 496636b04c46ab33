#include "contract.hpp"

#include <algorithm>

#include <stdexcept>

namespace dondoc::store::contract {

namespace dl = rules::deadlines;
using notifiers::Delivery;

model::UnitDirectory StoreContract::directory() {
    std::vector<model::Unit> units(3);
    units[0].id = "so-y-te";
    units[0].name = "Sở Y tế";
    units[1].id = "so-noi-vu";
    units[1].name = "Sở Nội vụ";
    units[2].id = "cac-so";
    units[2].name = "Các sở";
    units[2].members = {"so-y-te", "so-noi-vu"};
    std::vector<model::UnitDirectory::Fault> faults;
    return model::UnitDirectory::make(std::move(units), {"so-y-te", ""}, faults);
}

void StoreContract::evaluated(const std::string& until) {
    CycleCommit commit = cycle(store_->revision(), {}, {});
    commit.evaluated_until = time(until);
    ASSERT_TRUE(store_->commit(commit, instant(0)));
}

rules::dates::Date day(const std::string& iso) {
    const auto date = rules::dates::parse_iso(iso);
    if (!date) throw std::invalid_argument(iso);
    return *date;
}

rules::dates::LocalTime time(const std::string& iso) {
    const auto value = rules::dates::parse_iso_time(iso);
    if (!value) throw std::invalid_argument(iso);
    return *value;
}

Instant instant(int seconds_after_start) {
    return Instant{std::chrono::seconds{1'780'000'000 + seconds_after_start}};
}

model::AssignmentRecord row(std::uint32_t seq) {
    model::AssignmentRecord record;
    record.seq = seq;
    record.text.ordinal = std::to_string(seq) + ".";
    record.text.title = "Nhiệm vụ số " + std::to_string(seq);
    record.text.lead_words = "Sở Y tế";
    record.text.deadline_words = "Tháng 6/2026";
    record.deadline.kind = dl::Kind::fixed;
    record.deadline.due = day("2026-06-01") + std::chrono::days{seq - 1};
    record.leads = {"so-y-te"};
    record.supports = {"so-noi-vu", "cac-so"};
    return record;
}

model::AssignmentRecord recurring_row(std::uint32_t seq) {
    model::AssignmentRecord record = row(seq);
    record.deadline = {};
    record.deadline.kind = dl::Kind::recurring;
    dl::Recurrence recurrence;
    recurrence.period = rules::dates::PeriodKind::half_year;
    recurrence.only = dl::PeriodSet::of(1);
    recurrence.due = {dl::DuePlace::Anchor::month_of_year, 6, 10, 0, -1, 0};
    record.deadline.recurrences = dl::Recurrences(recurrence);
    return record;
}

PlanImport plan(std::uint32_t count) {
    PlanImport import;
    import.plan = {"ke-hoach-1", "1/KH-UBND", "Kế hoạch thử", "UBND tỉnh", day("2026-01-15"), 2026};
    import.file_name = "ke-hoach.docx";
    import.content_hash = "00ff";
    for (std::uint32_t seq = 1; seq <= count; ++seq) import.assignments.push_back(row(seq));
    return import;
}

std::string subject(std::uint32_t seq) {
    return model::assignment_key("ke-hoach-1", seq);
}

ReminderRow reminder(std::uint32_t seq, const std::string& stage, const std::string& message) {
    ReminderRow row;
    row.subject = subject(seq);
    row.key = row.subject + " v1 " + stage + " so-y-te";
    row.stage = stage;
    row.recipient = "so-y-te";
    row.policy = "mac-dinh";
    row.outcome = message.empty() ? "skipped" : "send";
    row.due = day("2026-06-09");
    row.day = day("2026-06-02");
    row.message = message;
    return row;
}

OutboxMessage message(const std::string& id, const std::string& channel, Instant not_before) {
    return {
        {id, channel, "so-y-te@example.vn", "Subject: nhắc\r\n\r\nNội dung " + id}, "so-y-te", "Nhắc việc", not_before};
}

CycleCommit cycle(std::int64_t revision, std::vector<ReminderRow> reminders, std::vector<OutboxMessage> messages) {
    for (OutboxMessage& sent : messages) {
        sent.reminders =
            static_cast<int>(std::count_if(reminders.begin(), reminders.end(),
                                           [&](const ReminderRow& row) { return row.message == sent.envelope.id; }));
    }
    return {revision, time("2026-06-02T08:00:00"), std::move(reminders), std::move(messages)};
}

Attempt delivered(const Claimed& claim) {
    return {claim.id,           claim.attempt,
            instant(60),        {Delivery::Outcome::sent, 250, "2.0.0 Ok", "", {}},
            MessageState::sent, {}};
}

Attempt refused(const Claimed& claim) {
    return {claim.id,           claim.attempt,
            instant(60),        {Delivery::Outcome::rejected, 550, "no such user", "không có người nhận", {}},
            MessageState::dead, {}};
}

Attempt deferred(const Claimed& claim, Instant next) {
    return {claim.id,
            claim.attempt,
            instant(60),
            {Delivery::Outcome::retry, 451, "try later", "máy chủ bận", {}},
            MessageState::waiting,
            next};
}

}  // namespace dondoc::store::contract
