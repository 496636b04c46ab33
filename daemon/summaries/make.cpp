#include "daemon/summaries/make.hpp"

#include "daemon/outbox/digest.hpp"
#include "daemon/store/audit.hpp"
#include "daemon/store/titles.hpp"
#include "notifiers/service.hpp"

#include <fmt/format.h>

namespace dondoc::summaries {

namespace model = rules::model;

namespace {

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// How far back the first one looks for what went wrong.
std::chrono::days length_of(SummaryRule::Every every) {
    switch (every) {
        case SummaryRule::Every::day: return std::chrono::days{1};
        case SummaryRule::Every::week: return std::chrono::days{7};
        case SummaryRule::Every::month: return std::chrono::days{31};
        case SummaryRule::Every::quarter: return std::chrono::days{92};
    }
    return std::chrono::days{7};
}

std::string failed_line(const store::DeliveryRow& row, bool en) {
    const std::string& said = !row.report.empty() ? row.report : row.answer.empty() ? row.reason : row.answer;
    std::string line = fmt::format("{} ({}: {}): {} – {}", row.recipient, row.channel, notifiers::shown_address(row.to),
                                   outbox::one_line(row.subject_line, 120), outbox::one_line(said, 200));
    const bool unproven = row.state != store::MessageState::dead && row.returned == store::Returned::unproven;
    if (unproven) line += en ? " (not proven: please ask the unit)" : " (chưa xác thực: đề nghị hỏi lại đơn vị)";
    return line;
}

std::vector<std::string> failed_since(store::Store& store, store::Instant since, bool en) {
    std::vector<std::string> lines;
    for (const auto& row : store.failed_since(since)) lines.push_back(failed_line(row, en));
    return lines;
}

std::string_view kind_words(store::HeldChange::Kind kind, bool en) {
    switch (kind) {
        case store::HeldChange::Kind::rules: return en ? "rules" : "quy tắc";
        case store::HeldChange::Kind::import: return en ? "imported document" : "văn bản nhập";
        case store::HeldChange::Kind::catch_up: break;
    }
    return en ? "catching up" : "gửi bù";
}

std::string_view kind_words(store::Answer::Kind kind, bool en) {
    switch (kind) {
        case store::Answer::Kind::received: break;
        case store::Answer::Kind::completed: return en ? "says it is done" : "báo đã hoàn thành";
        case store::Answer::Kind::extension: return en ? "asks for more time" : "xin gia hạn";
        case store::Answer::Kind::not_ours: return en ? "says it is not theirs" : "báo không phải việc của đơn vị";
    }
    return en ? "has received it" : "đã nhận";
}

std::string answer_line(const store::Answer& answer, const model::UnitDirectory& units, bool en) {
    const auto unit = units.find(answer.unit);
    return fmt::format("{} {} {} ({}): dondoc answers approve|reject {}",
                       unit ? outbox::one_line(units[*unit].name, 120) : answer.unit, kind_words(answer.kind, en),
                       model::SubjectKey{answer.subject, answer.period}.text(),
                       en ? fmt::format("answer {}", answer.id) : fmt::format("trả lời {}", answer.id), answer.id);
}

std::vector<std::string> waiting(store::Store& store, const model::UnitDirectory& units, bool en) {
    std::vector<std::string> lines;
    for (const auto& change : store.open_changes()) {
        if (change.state != store::HeldChange::State::waiting) continue;
        const auto words = kind_words(change.kind, en);
        const std::string name = change.name.empty() ? std::string(words) : fmt::format("{}, {}", words, change.name);
        lines.push_back(en ? fmt::format("change {} ({}): dondoc confirm {}", change.id, name, change.id)
                           : fmt::format("thay đổi {} ({}): dondoc confirm {}", change.id, name, change.id));
    }
    for (const auto& answer : store.answers({.waiting = true})) lines.push_back(answer_line(answer, units, en));
    return lines;
}

}  // namespace

std::optional<model::UnitIndex> unit_of(std::string_view to, const model::UnitDirectory& units) {
    if (to == "planning-office") return units.planning_office();
    if (to == "leadership") return units.leadership();
    return units.find(std::string(to));
}

std::string log_head_for(const SummaryRule& rule, const config::Site& site) {
    if (rule.every != SummaryRule::Every::week) return {};
    return store::open_audit(site.config.database())->head().text();
}

Made make(store::Store& store, const config::Site& site, const model::Snapshot& snapshot, const Order& order,
          store::Instant now) {
    const std::string kind(every_name(order.rule.every));
    const std::string period = rules::dates::format_iso(order.turn.day);
    const model::Unit& unit = site.book.units[order.to];
    const auto last = store.last_summary(kind, unit.id, period);
    const auto since = last ? last->at : site.config.instant(order.turn.at) - length_of(order.rule.every);
    const bool en = unit.locale.starts_with("en");
    const auto office = site.book.units.planning_office();
    Input input{.snapshot = snapshot,
                .book = site.book,
                .every = order.rule.every,
                .turn = order.turn,
                .technical = !office || *office == order.to,
                .before = last ? from_json(last->figures) : std::nullopt,
                .titles = [&](const auto& assignments) { return store::titles_of(store, snapshot, assignments); }};
    if (input.technical) {
        input.waiting = waiting(store, site.book.units, en);
        input.failed = failed_since(store, since, en);
        input.gaps = store.gaps(since);
        input.log_head = order.log_head;
    }
    Made made{.built = build(input), .workbook = {}, .row = {}};
    made.row = {.kind = kind,
                .period = period,
                .recipient = unit.id,
                .sent = order.rule.every != SummaryRule::Every::day || made.built.summary.says_something(),
                .figures = to_json(made.built.figures, order.turn.as_of, made.built.year),
                .at = now};
    const bool wanted =
        made.row.sent ? order.workbook != Order::Workbook::none : order.workbook == Order::Workbook::always;
    if (wanted) {
        const auto sheets = sheets_of(made.built, input, unit.locale);
        const std::string name = fmt::format("{}-{}.xlsx", en ? "summary" : "tong-hop", period);
        made.workbook = outbox::Attachment{
            .name = name,
            .type = std::string(workbook_type),
            .bytes = xlsx::to_xlsx(sheets, {.title = name, .author = site.config.sender.site_name, .created = now})};
    }
    return made;
}

}  // namespace dondoc::summaries
