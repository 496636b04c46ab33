#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/model/nearest.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

/// `dondoc event`: what conditional deadlines wait for, and that it has happened.
namespace dondoc::cli {

namespace model = rules::model;
using store::AwaitingRow;
using store::EventOutcome;
using store::EventRow;

namespace {

std::string_view state_of(const EventRow& event) {
    if (!event.merged_into.empty()) return "merged";
    return event.records.empty() ? "waiting" : "recorded";
}

std::string state_words(const EventRow& event) {
    if (!event.merged_into.empty()) return fmt::format("nhập vào {}", event.merged_into);
    if (event.records.empty()) return "đang chờ";
    const auto& record = event.records.back();
    const std::string day = rules::dates::format_vi(record.on);
    return record.document.empty() ? fmt::format("đã xảy ra {}", day) : fmt::format("{}, {}", record.document, day);
}

const EventRow& find_event(const store::AwaitedRegister& all, const std::string& id) {
    for (const EventRow& event : all.events) {
        if (event.id == id) return event;
    }
    const std::string wanted = rules::deadlines::fold_without_tones(id);
    const EventRow* nearest = nullptr;
    int best = model::near_enough(wanted);
    for (const EventRow& event : all.events) {
        const int distance = model::edit_distance(wanted, event.id, best);
        if (distance > best) continue;
        best = distance - 1;
        nearest = &event;
    }
    const std::string advice = nearest != nullptr ? fmt::format(", gần nhất là '{}'", nearest->id) : std::string();
    throw Failure(data_wrong,
                  fmt::format("không có sự kiện '{}'{}; xem: dondoc event list (unknown event)", id, advice));
}

/// Entries that may mean the same; only a person can say.
std::vector<std::string> nearby(const store::AwaitedRegister& all, const EventRow& event) {
    std::vector<std::string> ids;
    if (event.core.empty() || !event.merged_into.empty()) return ids;
    for (const EventRow& other : all.events) {
        if (other.id == event.id || other.core.empty() || !other.merged_into.empty()) continue;
        if (other.core == event.core || model::is_near(event.core, other.core)) ids.push_back(other.id);
    }
    return ids;
}

boost::json::object to_json(const AwaitingRow& row) {
    return {{"subject", row.subject},
            {"title", row.title},
            {"deadline_words", row.deadline_words},
            {"condition", row.condition},
            {"since", rules::dates::format_iso(row.since)},
            {"due", cli::to_json(row.due)},
            {"needs_due", needs_due(row)},
            {"arrived", row.arrived},
            {"by_hand", row.by_hand},
            {"closed", row.closed}};
}

boost::json::array to_json(const std::vector<AwaitingRow>& rows) {
    boost::json::array list;
    for (const AwaitingRow& row : rows) list.push_back(to_json(row));
    return list;
}

boost::json::object to_json(const store::AwaitedRegister& all, const EventRow& event) {
    boost::json::array records;
    for (const auto& record : event.records) {
        records.push_back(boost::json::object{{"on", rules::dates::format_iso(record.on)},
                                              {"document", record.document},
                                              {"who", record.who},
                                              {"at", utc_text(record.at)}});
    }
    const auto ids = nearby(all, event);
    return {{"id", event.id},
            {"words", event.words},
            {"since", rules::dates::format_iso(event.since)},
            {"state", state_of(event)},
            {"merged_into", event.merged_into},
            {"records", records},
            {"near", boost::json::array(ids.begin(), ids.end())},
            {"assignments", to_json(event.rows)}};
}

/// What a planning office still has to do with: open rows that wait, or that lack a day.
bool is_of_interest(const EventRow& event) {
    return std::any_of(event.rows.begin(), event.rows.end(),
                       [](const AwaitingRow& row) { return !row.closed && (!row.arrived || needs_due(row)); });
}

std::string subjects_of(const EventRow& event) {
    std::string text;
    for (const AwaitingRow& row : event.rows) {
        if (!row.closed) text += (text.empty() ? "" : ", ") + row.subject;
    }
    return text;
}

void print_standing(const Output& output, const std::vector<AwaitingRow>& rows) {
    Table table({{"Mã"}, {"Văn bản ghi"}, {"Nhiệm vụ", false, true}});
    for (const AwaitingRow& row : rows) {
        if (!row.closed) table.add({{row.subject}, {row.deadline_words}, {row.title}});
    }
    if (table.rows() == 0) return;
    output.out << "\nKhông phải sự kiện ghi được một lần; khi có việc, ghi hạn bằng dondoc extend (no single event):\n";
    output.print(table);
}

ExitCode list(Context& context, bool everything) {
    const auto all = context.store().awaited();
    const Output& output = context.output();
    std::vector<const EventRow*> shown;
    for (const EventRow& event : all.events) {
        if (everything || is_of_interest(event)) shown.push_back(&event);
    }
    if (output.json) {
        boost::json::array events;
        for (const EventRow* event : shown) events.push_back(to_json(all, *event));
        output.print(boost::json::object{{"events", events}, {"standing", to_json(all.standing)}});
        return good;
    }
    Table table({{"Sự kiện"},
                 {"Văn bản ghi", false, true},
                 {"Chờ từ"},
                 {"Trạng thái"},
                 {"Nhiệm vụ", true},
                 {"Mã nhiệm vụ", false, true}});
    for (const EventRow* event : shown) {
        const auto open =
            std::count_if(event->rows.begin(), event->rows.end(), [](const auto& row) { return !row.closed; });
        const auto lacking = std::count_if(event->rows.begin(), event->rows.end(), store::needs_due);
        const std::string state =
            lacking > 0 ? fmt::format("{}; {} cần ấn định hạn", state_words(*event), lacking) : state_words(*event);
        table.add({{event->id},
                   {event->words},
                   {rules::dates::format_vi(event->since)},
                   {state, lacking > 0 ? Colour::orange : Colour::none},
                   {std::to_string(open)},
                   {subjects_of(*event)}});
    }
    output.print(table);
    output.out << fmt::format("\n{} sự kiện. Khi xảy ra: dondoc event record SU-KIEN --date NGAY --document SO\n",
                              shown.size());
    for (const EventRow* event : shown) {
        for (const std::string& id : nearby(all, *event)) {
            output.out << fmt::format("{} có thể là {}: nếu đúng, dondoc event merge (may mean the same)\n", event->id,
                                      id);
        }
    }
    print_standing(output, all.standing);
    return good;
}

std::string due_words(const AwaitingRow& row) {
    if (row.due) return rules::dates::format_vi(*row.due);
    return needs_due(row) ? "cần ấn định" : "–";
}

ExitCode show(Context& context, const std::string& id) {
    const auto all = context.store().awaited();
    const EventRow& event = find_event(all, id);
    const Output& output = context.output();
    if (output.json) {
        output.print(to_json(all, event));
        return good;
    }
    output.out << fmt::format("{}\n{}\nChờ từ {}; {}\n", event.id, event.words, long_date(event.since),
                              state_words(event));
    for (const auto& record : event.records) {
        output.out << fmt::format("  ngày {} {} (ghi bởi {}, {})\n", rules::dates::format_vi(record.on),
                                  record.document, record.who, utc_text(record.at));
    }
    for (const std::string& near : nearby(all, event))
        output.out << fmt::format("  có thể cũng là {} (may mean the same)\n", near);
    Table table({{"Mã"}, {"Nhiệm vụ", false, true}, {"Văn bản ghi", false, true}, {"Chờ từ"}, {"Hạn"}});
    for (const AwaitingRow& row : event.rows) {
        table.add({{row.subject, row.closed ? Colour::grey : Colour::none},
                   {row.title},
                   {row.deadline_words},
                   {rules::dates::format_vi(row.since)},
                   {due_words(row), needs_due(row) ? Colour::orange : Colour::none}});
    }
    output.print(table);
    return good;
}

struct Record {
    std::string id;
    std::string on;
    std::string document;
    std::vector<std::string> dues;
};

/// "2026-09-30" for all, "142-kh-ubnd-2025/7=2026-09-30" for one.
store::EventDues parse_dues(const std::vector<std::string>& texts, const EventRow& event, rules::dates::Date on) {
    store::EventDues dues;
    for (const std::string& text : texts) {
        const auto equals = text.rfind('=');
        const auto due = parse_date_option(equals == std::string::npos ? text : text.substr(equals + 1), "--due");
        if (due < on) {
            throw Failure(usage_wrong, fmt::format("--due: {} trước ngày xảy ra {} (is before the event)",
                                                   rules::dates::format_vi(due), rules::dates::format_vi(on)));
        }
        if (equals == std::string::npos) {
            dues.all = due;
            continue;
        }
        const std::string subject = text.substr(0, equals);
        const auto row = std::find_if(event.rows.begin(), event.rows.end(),
                                      [&](const AwaitingRow& waiting) { return waiting.subject == subject; });
        if (row == event.rows.end() || row->closed) {
            throw Failure(data_wrong,
                          fmt::format("--due: '{}' không chờ sự kiện này; xem: dondoc event show {} (does not "
                                      "wait for it)",
                                      subject, event.id));
        }
        if (row->deadline != rules::deadlines::Kind::conditional &&
            row->deadline != rules::deadlines::Kind::unresolved) {
            throw Failure(usage_wrong, fmt::format("--due: '{}' có thời hạn riêng; dời hạn bằng dondoc extend (has a "
                                                   "deadline of its own)",
                                                   subject));
        }
        dues.one[subject] = due;
    }
    return dues;
}

std::string_view outcome_name(EventOutcome::State state) {
    switch (state) {
        case EventOutcome::State::recorded: return "recorded";
        case EventOutcome::State::corrected: return "corrected";
        case EventOutcome::State::completed: return "completed";
        case EventOutcome::State::unchanged: return "unchanged";
        case EventOutcome::State::unknown: break;
    }
    return "unknown";
}

std::string_view outcome_words(EventOutcome::State state) {
    switch (state) {
        case EventOutcome::State::recorded: return "đã ghi (recorded)";
        case EventOutcome::State::corrected: return "đã ghi lại; lần ghi trước được giữ trong lịch sử (corrected)";
        case EventOutcome::State::completed: return "đã bổ sung thời hạn (due days added)";
        case EventOutcome::State::unchanged: return "đã ghi từ trước, không có gì mới (nothing new)";
        case EventOutcome::State::unknown: break;
    }
    return "";
}

void print_outcome(const Output& output, const std::string& id, const EventOutcome& outcome) {
    output.out << fmt::format("{}: {}\n", id, outcome_words(outcome.state));
    if (outcome.rows.empty()) return;
    Table table({{"Mã"}, {"Hạn"}});
    for (const auto& row : outcome.rows) {
        std::string due = row.due ? long_date(*row.due) : "không đổi";
        if (row.waits_on) due = "còn chờ sự kiện khác";
        if (row.needs_due) due = "cần ấn định";
        table.add({{row.subject}, {due, row.needs_due ? Colour::orange : Colour::none}});
    }
    output.print(table);
    const bool lacking =
        std::any_of(outcome.rows.begin(), outcome.rows.end(), [](const auto& row) { return row.needs_due; });
    if (lacking) {
        output.out << fmt::format(
            "\nẤn định hạn: dondoc event record {} --date ... --due NGAY, hoặc --due MA=NGAY cho "
            "từng nhiệm vụ\n",
            id);
    }
    output.out
        << "Các đơn vị được báo một lần vào sáng ngày làm việc tiếp theo (units are told next working morning)\n";
}

boost::json::object to_json(const std::string& id, const EventOutcome& outcome) {
    boost::json::array rows;
    for (const auto& row : outcome.rows) {
        rows.push_back(boost::json::object{{"subject", row.subject},
                                           {"due", cli::to_json(row.due)},
                                           {"needs_due", row.needs_due},
                                           {"waits_on", row.waits_on}});
    }
    return {{"event", id}, {"state", outcome_name(outcome.state)}, {"assignments", rows}};
}

ExitCode report(Context& context, const std::string& id, const EventOutcome& outcome) {
    context.tell_daemon();
    if (context.output().json) {
        context.output().print(to_json(id, outcome));
    } else {
        print_outcome(context.output(), id, outcome);
    }
    return good;
}

ExitCode record(Context& context, const Record& arguments) {
    const auto on = parse_date_option(arguments.on, "--date");
    if (on > context.today()) {
        throw Failure(usage_wrong,
                      fmt::format("--date: {} còn ở phía trước (is in the future)", rules::dates::format_vi(on)));
    }
    const auto all = context.store().awaited();
    const EventRow* event = &find_event(all, arguments.id);
    while (!event->merged_into.empty()) event = &find_event(all, event->merged_into);
    const auto dues = parse_dues(arguments.dues, *event, on);
    const auto outcome = context.store().record_event({.event = event->id, .on = on, .document = arguments.document},
                                                      dues, context.site().book.calendar, context.actor());
    return report(context, event->id, outcome);
}

ExitCode merge(Context& context, const std::string& id, const std::string& into) {
    const auto all = context.store().awaited();
    const EventRow& from = find_event(all, id);
    const EventRow& target = find_event(all, into);
    if (from.id == target.id) throw Failure(usage_wrong, fmt::format("'{}': một sự kiện (the same event)", id));
    for (const EventRow* event : {&from, &target}) {
        if (event->merged_into.empty()) continue;
        throw Failure(data_wrong, fmt::format("'{}' đã nhập vào '{}' (merged already)", event->id, event->merged_into));
    }
    if (!from.records.empty() && target.records.empty()) {
        throw Failure(usage_wrong, fmt::format("'{}' đã xảy ra, '{}' thì chưa: dondoc event merge {} {} (the other way "
                                               "round)",
                                               from.id, target.id, target.id, from.id));
    }
    return report(context, target.id,
                  context.store().merge_event(id, into, context.site().book.calendar, context.actor()));
}

ExitCode link(Context& context, const std::string& key, const std::string& id, const std::string& words) {
    if (id.empty() == words.empty()) throw Failure(usage_wrong, "cần ID hoặc --new \"...\" (an id or --new)");
    const Subject subject = find_subject(context, key);
    if (!subject.assignment)
        throw Failure(data_wrong, fmt::format("'{}' là báo cáo, không chờ sự kiện nào (is a report)", key));
    const auto& meaning = subject.assignment->record.deadline;
    if (!meaning.has_condition && meaning.kind != rules::deadlines::Kind::unresolved) {
        throw Failure(data_wrong, fmt::format("'{}' không chờ sự kiện nào: \"{}\" (waits for nothing)", key,
                                              subject.assignment->record.text.deadline_words));
    }
    std::string event = id;
    if (words.empty()) {
        const auto all = context.store().awaited();
        const EventRow* found = &find_event(all, id);
        while (!found->merged_into.empty()) found = &find_event(all, found->merged_into);
        event = found->id;
    } else {
        event = context.store().name_event(words, context.actor());
    }
    return report(context, event,
                  context.store().link_event(subject.assignment->plan.id, subject.assignment->record.seq, event,
                                             context.site().book.calendar, context.actor()));
}

void add_list(CLI::App& event, Run& chosen) {
    auto everything = std::make_shared<bool>(false);
    auto* command =
        event.add_subcommand("list", "Việc gì chờ sự kiện nào, từ bao giờ (what waits for what, since when)");
    command->add_flag("--all", *everything, "Cả sự kiện đã xảy ra và đã xong (also those that are settled)");
    command->callback(
        [&chosen, everything] { chosen = [everything](Context& context) { return list(context, *everything); }; });
}

void add_show(CLI::App& event, Run& chosen) {
    auto id = std::make_shared<std::string>();
    auto* command = event.add_subcommand("show", "Một sự kiện với lịch sử và các nhiệm vụ chờ nó (one event)");
    command->add_option("ID", *id, "Mã sự kiện (id)")->required();
    command->callback([&chosen, id] { chosen = [id](Context& context) { return show(context, *id); }; });
}

void add_record(CLI::App& event, Run& chosen) {
    auto arguments = std::make_shared<Record>();
    auto* command = event.add_subcommand("record", "Ghi nhận sự kiện đã xảy ra (record that it happened)");
    command->add_option("ID", arguments->id, "Mã sự kiện (id)")->required();
    command->add_option("--date", arguments->on, "Ngày của văn bản (day of the document)")->required();
    command->add_option("--document", arguments->document, "Số văn bản (its number)");
    command->add_option("--due", arguments->dues,
                        "Hạn cho mọi nhiệm vụ không ghi số ngày, hoặc MA=NGAY cho một nhiệm vụ (due day)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return record(context, *arguments); }; });
}

void add_merge(CLI::App& event, Run& chosen) {
    auto ids = std::make_shared<std::pair<std::string, std::string>>();
    auto* command = event.add_subcommand("merge", "Hai sự kiện là một (two entries mean the same)");
    command->add_option("ID", ids->first, "Sự kiện được nhập (the one that goes)")->required();
    command->add_option("INTO_ID", ids->second, "Sự kiện ở lại (the one that stays)")->required();
    command->callback(
        [&chosen, ids] { chosen = [ids](Context& context) { return merge(context, ids->first, ids->second); }; });
}

void add_link(CLI::App& event, Run& chosen) {
    struct Link {
        std::string subject;
        std::string id;
        std::string words;
    };
    auto arguments = std::make_shared<Link>();
    auto* command = event.add_subcommand("link", "Nhiệm vụ này chờ sự kiện nào (what an assignment waits for)");
    command->add_option("SUBJECT", arguments->subject, "Mã nhiệm vụ, ví dụ 142-kh-ubnd-2025/12 (key)")->required();
    command->add_option("ID", arguments->id, "Mã sự kiện (id)");
    command->add_option("--new", arguments->words, "Sự kiện mới, viết bằng lời (a new event, in words)");
    command->callback([&chosen, arguments] {
        chosen = [arguments](Context& context) {
            return link(context, arguments->subject, arguments->id, arguments->words);
        };
    });
}

}  // namespace

void add_event(CLI::App& app, Run& chosen) {
    auto* event = app.add_subcommand("event", "Sự kiện mà thời hạn chờ (what conditional deadlines wait for)");
    event->require_subcommand(1);
    event->fallthrough();
    for (auto* add : {add_list, add_show, add_record, add_merge, add_link}) add(*event, chosen);
}

}  // namespace dondoc::cli
