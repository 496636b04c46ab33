#include "daemon/cli/pack.hpp"

#include "daemon/cli/audit_words.hpp"
#include "daemon/cli/json.hpp"
#include "notifiers/service.hpp"

#include <fmt/format.h>

namespace dondoc::cli {

namespace {

using xlsx::Cell;

std::string outcome_vi(const store::ReminderRow& row) {
    if (row.outcome == "send") return row.late ? "gửi, muộn so với mốc" : "gửi đúng mốc";
    return what_vi({.source = "reminder", .at = {}, .what = row.outcome});
}

/// What an update or an arrival keeps beside its key need not be a due day.
bool is_about_a_due_day(const store::ReminderRow& row) {
    return row.stage.find(":update") == std::string::npos && row.stage.find(":event:") == std::string::npos;
}

class ReminderSheet {
public:
    ReminderSheet(Context& context, SentMessages& sent) : context_(context), sent_(sent) {}

    void add(const PackSubject& subject, std::vector<xlsx::Row>& rows) {
        for (const auto& reminder : context_.store().reminders({subject.key, {}})) {
            const auto& sent = sent_.of(reminder);
            if (sent.empty()) rows.push_back({cells_of(subject, reminder)});
            for (const auto& message : sent) {
                xlsx::Row row{cells_of(subject, reminder)};
                add_delivery(message, row);
                rows.push_back(std::move(row));
            }
        }
    }

private:
    std::string name_of(const std::string& recipient) {
        const auto& units = context_.site().book.units;
        const auto unit = units.find(recipient.substr(0, recipient.find(':')));
        return unit ? units[*unit].name : recipient;
    }

    std::vector<Cell> cells_of(const PackSubject& subject, const store::ReminderRow& reminder) {
        return {Cell{subject.ordinal},
                Cell{subject.title},
                Cell{reminder.period},
                Cell{stage_vi(reminder.stage)},
                Cell{name_of(reminder.recipient)},
                Cell{reminder.recipient},
                is_about_a_due_day(reminder) ? Cell{reminder.due} : Cell{},
                Cell{reminder.day},
                Cell{outcome_vi(reminder)}};
    }

    void add_delivery(const store::SentMessage& message, xlsx::Row& row) {
        row.cells.emplace_back(message.channel);
        row.cells.emplace_back(notifiers::shown_address(message.to));
        row.cells.emplace_back(message.message);
        row.cells.emplace_back(std::string(state_vi(message.state)));
        row.cells.emplace_back(static_cast<std::int64_t>(message.receipts.size()));
        if (message.receipts.empty()) return;
        const auto& last = message.receipts.back();
        row.cells.emplace_back(time_of(last.at));
        row.cells.push_back(last.code == 0 ? Cell{} : Cell{std::int64_t{last.code}});
        row.cells.emplace_back(last.answer.empty() ? last.reason : last.answer);
        if (message.returned == store::Returned::nothing) return;
        row.cells.emplace_back(std::string(returned_vi(message.returned)));
        row.cells.push_back(message.reported ? Cell{time_of(*message.reported)} : Cell{});
        row.cells.emplace_back(message.report);
    }

    rules::dates::LocalTime time_of(store::Instant instant) const { return context_.site().config.local(instant); }

    Context& context_;
    SentMessages& sent_;
};

}  // namespace

xlsx::Sheet pack_of_reminders(Context& context, const std::vector<PackSubject>& subjects, SentMessages& sent) {
    xlsx::Sheet sheet{.name = "Lời nhắc",
                      .preface = {"CHỨNG TỪ CỦA TỪNG LỜI NHẮC"},
                      .columns = {{"STT", 7},         {"Nhiệm vụ, báo cáo", 36}, {"Kỳ", 10},
                                  {"Mốc nhắc", 24},   {"Nơi nhận", 24},          {"Mã nơi nhận", 16},
                                  {"Hạn", 12},        {"Ngày nhắc", 12},         {"Việc đã làm", 18},
                                  {"Kênh", 10},       {"Địa chỉ", 28},           {"Mã thông báo", 26},
                                  {"Trạng thái", 14}, {"Số lần gửi", 8},         {"Máy chủ trả lời lúc", 17},
                                  {"Mã trả lời", 8},  {"Máy chủ trả lời", 36},   {"Thư trả về", 22},
                                  {"Biết lúc", 17},   {"Báo cáo trả về", 36}},
                      .rows = {}};
    ReminderSheet reminders(context, sent);
    for (const PackSubject& subject : subjects) reminders.add(subject, sheet.rows);
    return sheet;
}

}  // namespace dondoc::cli
