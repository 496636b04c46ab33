#include "daemon/cli/answer_words.hpp"
#include "daemon/cli/explained.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/cli/stop_words.hpp"
#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

namespace engine = rules::engine;
namespace model = rules::model;
using engine::ExplainedStage;
using engine::Explanation;

namespace {

std::string at_vi(rules::dates::LocalTime at) {
    const auto day = rules::dates::date_of(at);
    const std::chrono::hh_mm_ss time(at - rules::dates::at(day, std::chrono::seconds{0}));
    return fmt::format("{:02}:{:02} {}", time.hours().count(), time.minutes().count(), rules::dates::format_vi(day));
}

/// One period for people: first why nothing comes or what comes next, then the way from the words of the plan to each
/// reminder, then what was sent.
class PeriodPrinter {
public:
    PeriodPrinter(Context& context, const Explained& explained, const Explanation& explanation,
                  const engine::StoppedBy& stop, rules::dates::LocalTime now)
        : config_(context.site().config),
          book_(context.site().book),
          output_(context.output()),
          explained_(explained),
          explanation_(explanation),
          stop_(stop),
          now_(now) {}

    void print() {
        line(fmt::format("\n{}: {}", explanation_.key.text(), model::status_vi(explanation_.status)));
        print_answer();
        print_deadline();
        print_units();
        print_events();
        print_policy();
        print_stages(explanation_.stages, explanation_.policy);
        if (explanation_.repeats_go_on) line("  … và tiếp tục nhắc cho đến khi hoàn thành (goes on until done)");
        print_updates();
        print_sent();
    }

private:
    void line(const std::string& text) const { output_.out << text << '\n'; }

    void print_answer() const {
        if (stop_) {
            line(fmt::format("  Không nhắc vì: {} ({})", stop_vi(stop_), stop_name(stop_.what)));
            return;
        }
        const ExplainedStage* next = nullptr;
        for (const auto* list : {&explanation_.stages, &explanation_.updates})
            for (const auto* stage : shown(*list, explained_))
                if (is_to_come(*stage) && (next == nullptr || stage->at < next->at)) next = stage;
        if (next != nullptr)
            line(fmt::format("  Lần nhắc tới: {}, {} cho {} (next)", at_vi(next->at), next->name,
                             model::recipient_name(next->recipient, book_)));
    }

    bool is_to_come(const ExplainedStage& stage) const {
        return stage.outcome == ExplainedStage::Outcome::will_send &&
               row_of(stage, explanation_, explained_, book_) == nullptr;
    }

    void print_deadline() const {
        const Source source = source_of(explanation_, explained_, book_);
        if (!source.words.empty())
            line(fmt::format("  Văn bản ghi: \"{}\"{}", source.words,
                             source.basis.empty() ? "" : " (" + source.basis + ")"));
        else
            line(fmt::format("  Văn bản không ghi hạn: tính đến ngày cuối kỳ{}",
                             source.basis.empty() ? "" : " (" + source.basis + ")"));
        if (explanation_.request == nullptr)
            line(fmt::format("  Hiểu là: {}", rules::deadlines::say_vi(explanation_.meaning)));
        for (const auto& version : explanation_.versions) {
            if (!version.due) continue;
            std::string text = fmt::format("  Hạn {}: {}", version.number, long_date(*version.due));
            if (version.extension != nullptr)
                text += fmt::format(" ({} ngày {}: {})", version.extension->event.empty() ? "gia hạn" : "ghi nhận",
                                    rules::dates::format_vi(version.extension->decided), version.extension->basis);
            line(text);
        }
        if (explanation_.occurrence.kind != model::SubjectKind::assignment) print_report();
    }

    void print_report() const {
        const auto& rule = book_.reports[explanation_.occurrence.index];
        line(fmt::format("  Quy tắc: {} ({}:{})", rule.id, rule.place.path, rule.place.line));
        if (const auto* request = explanation_.request)
            line(fmt::format("  Yêu cầu {} ngày {}: {}", model::request_key(request->number),
                             rules::dates::format_vi(request->asked), request->basis));
        if (const auto& day = explanation_.report_day; day && day->named != day->due)
            line(fmt::format("  Ngày ghi trong văn bản: {}; roll: {} nên tính đến {} ({})", long_date(day->named),
                             model::roll_name(rule.roll), long_date(day->due), steps_vi(explanation_.roll_steps)));
        if (explanation_.data)
            line(fmt::format("  Số liệu từ {} đến {} ({})", rules::dates::format_vi(explanation_.data->first),
                             rules::dates::format_vi(explanation_.data->last),
                             rule.cut_off_words.empty() && explanation_.occurrence.period
                                 ? "Nghị định 09/2019/NĐ-CP, Điều 12"
                                 : "theo quy tắc: cutoff"));
        else if (rule.cut_off_words == "none")
            line("  Số liệu: quy tắc không ghi ngày chốt (cutoff: none)");
        if (!explanation_.collected) return;
        const auto& [asked, missing] = *explanation_.collected;
        std::string names;
        for (const auto& one : missing) names += (names.empty() ? ": " : "; ") + book_.units[one.unit].name;
        line(fmt::format("  Tổng hợp từ {}: còn thiếu {}/{} báo cáo{}", book_.reports[*rule.collects].id,
                         missing.size(), asked, names));
    }

    void print_units() const {
        for (const auto& [unit, heir] : ended_units(explanation_, explained_, book_, rules::dates::date_of(now_)))
            line(fmt::format("  Đơn vị {} đã kết thúc từ {}; kế thừa: {} (ended)", book_.units[unit].name,
                             rules::dates::format_vi(book_.units[unit].replaced->on),
                             heir ? book_.units[*heir].name : "chưa rõ, bộ phận kế hoạch được nhắc thay"));
    }

    void print_events() const {
        for (const auto& reminder : explanation_.announcements) {
            const auto* row = row_of(reminder, explained_, book_);
            line(fmt::format("  Báo sự kiện cho {}: {}{}", model::recipient_name(reminder.recipient, book_),
                             long_date(reminder.day),
                             row == nullptr ? ""
                             : row->late    ? ", đã báo (muộn)"
                                            : ", đã báo"));
        }
        for (const auto& reminder : explanation_.questions)
            line(fmt::format("  Hỏi {} ngày {}: đã có \"{}\" chưa? (asks whether it has happened)",
                             model::recipient_name(reminder.recipient, book_), long_date(reminder.day),
                             explained_.snapshot.awaited[reminder.occurrence.index].words));
        if (explanation_.update)
            line(fmt::format("  Tiến độ: tính từ {}, đã cập nhật {} lần; nhắc cập nhật tiếp theo: {} (progress)",
                             rules::dates::format_vi(explanation_.update->since), explanation_.update->round,
                             explanation_.next_update ? long_date(*explanation_.next_update) : "không"));
    }

    void print_policy() const {
        if (!explanation_.policy) return;
        const auto& policy = book_.policies[*explanation_.policy];
        std::string text = fmt::format("  Chính sách: {} ({}:{}), vì {}", policy.id, policy.place.path,
                                       policy.place.line, policy.match);
        if (policy.late != rules::model::Policy::Late::newest)
            text += fmt::format("; mốc bị lỡ: late: {}", late_name(policy.late));
        for (const auto& used : policy.uses)
            text += fmt::format(" → dùng {} ({}:{})", used.id, used.place.path, used.place.line);
        line(text + "\n");
    }

    void print_stages(const std::vector<ExplainedStage>& all, std::optional<std::uint16_t> policy) const {
        const auto stages = shown(all, explained_);
        if (stages.empty() && !all.empty() && explained_.unit)
            line(fmt::format("  Không mốc nào dành cho {} (no stage is for this unit)",
                             book_.units[*explained_.unit].name));
        if (stages.empty() || !policy) return;
        Table table({{"Mốc"},
                     {"Nơi nhận"},
                     {"Ngày tính"},
                     {"Ngày nhắc"},
                     {"Kết quả"},
                     {"Lý do dời ngày", false, true},
                     {"Dòng quy tắc"}});
        for (const auto* stage : stages) {
            const auto& rule = book_.policies[*policy].stages[stage->when.stage];
            const bool coming = stage->outcome == ExplainedStage::Outcome::will_send;
            table.add({{stage->name},
                       {model::recipient_name(stage->recipient, book_) + inherited(*stage)},
                       {rules::dates::format_vi(stage->when.nominal)},
                       {rules::dates::format_vi(stage->when.day)},
                       {result(*stage, all), coming ? Colour::green : Colour::none},
                       {steps_vi(stage->steps) + (stage->provisional ? " (lịch nghỉ mới là dự kiến)" : "")},
                       {fmt::format("{}:{}", rule.place.path, rule.place.line)}});
        }
        output_.print(table);
    }

    std::string inherited(const ExplainedStage& stage) const {
        return stage.inherited_from ? fmt::format(" (thay {})", book_.units[stage.inherited_from->from].id) : "";
    }

    std::string result(const ExplainedStage& stage, const std::vector<ExplainedStage>& all) const {
        using Outcome = ExplainedStage::Outcome;
        if (const auto* row = row_of(stage, explanation_, explained_, book_)) return record_vi(*row, book_);
        switch (stage.outcome) {
            case Outcome::before_version: return "trước khi gia hạn, không xét";
            case Outcome::passed: return unrecorded_vi(stage);
            case Outcome::will_send: return "sẽ gửi";
            case Outcome::merged:
                return fmt::format("gộp vào {} {}", all[*stage.merged_into].name,
                                   rules::dates::format_vi(all[*stage.merged_into].when.day));
            case Outcome::silenced: return stop_vi({engine::Stop::silenced, stage.silence});
            case Outcome::acknowledged: return stop_vi({engine::Stop::acknowledged, nullptr, stage.acknowledgement});
            case Outcome::closed: return "không gửi vì đã đóng";
            case Outcome::inhibited:
                return fmt::format("không gửi: {} đang cấp bách hơn (muted by it)", stage.inhibited_by->text());
        }
        return {};
    }

    void print_updates() const {
        if (explanation_.updates.empty()) return;
        line("\n  Nhắc cập nhật tiến độ (updates)");
        print_stages(explanation_.updates, explanation_.update_policy);
    }

    /// What went out, and what the servers answered.
    void print_sent() const {
        Table table(
            {{"Đã gửi"}, {"Địa chỉ", false, true}, {"Lần", true}, {"Lúc"}, {"Trạng thái"}, {"Biên nhận", false, true}});
        for (const auto* list : {&explanation_.stages, &explanation_.updates})
            for (const auto* stage : shown(*list, explained_)) add_sent(*stage, table);
        if (table.rows() == 0) return;
        line("");
        output_.print(table);
    }

    void add_sent(const ExplainedStage& stage, Table& table) const {
        const auto* row = row_of(stage, explanation_, explained_, book_);
        if (row == nullptr) return;
        const auto found = explained_.sent.find(row->message);
        if (found == explained_.sent.end()) return;
        for (const auto& delivery : found->second) {
            const auto& receipts = delivery.receipts;
            const std::string address = fmt::format("{}: {}", delivery.channel, delivery.to);
            if (receipts.empty())
                table.add({{stage.name}, {address}, {"0"}, {""}, {std::string(state_vi(delivery.state))}, {""}});
            for (const auto& receipt : receipts) {
                const bool last = &receipt == &receipts.back();
                const std::string answer = receipt.answer.empty() ? receipt.reason : receipt.answer;
                table.add({{stage.name},
                           {address},
                           {std::to_string(receipt.attempt)},
                           {at_vi(config_.local(receipt.at))},
                           {last ? std::string(state_vi(delivery.state)) : "chưa được, gửi lại"},
                           {receipt.code == 0 ? answer : fmt::format("{} {}", receipt.code, answer)}});
            }
        }
    }

    const config::Config& config_;
    const model::RuleBook& book_;
    const Output& output_;
    const Explained& explained_;
    const Explanation& explanation_;
    const engine::StoppedBy& stop_;
    rules::dates::LocalTime now_;
};

}  // namespace

void print_explained(Context& context, const Explained& explained, rules::dates::LocalTime now) {
    const Output& output = context.output();
    output.out << fit(explained.subject.title, output.width > 0 ? output.width : 400) << '\n';
    if (!explained.nothing_open.empty()) output.out << fmt::format("  Không nhắc vì: {}\n", explained.nothing_open);
    for (const std::string& event : explained.events) output.out << fmt::format("Chờ sự kiện: {} (waits for)\n", event);
    for (const auto& answer : explained.answers)
        output.out << fmt::format("Đơn vị trả lời: {}, lúc {}{}\n", answer_vi(answer),
                                  at_vi(context.site().config.local(answer.at)),
                                  answer.period.empty() ? "" : fmt::format(", kỳ {}", answer.period));
    for (std::size_t i = 0; i < explained.periods.size(); ++i)
        PeriodPrinter(context, explained, explained.periods[i], explained.stops[i], now).print();
}

}  // namespace dondoc::cli
