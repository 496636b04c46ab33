#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/line_filter.hpp"
#include "daemon/cli/stop_words.hpp"
#include "rules/engine/coverage.hpp"
#include "rules/engine/standings.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

namespace engine = rules::engine;
namespace model = rules::model;

namespace {

struct Arguments {
    std::string unit;
    std::string plan;
    bool gaps = false;
};

/// An open duty as it is printed.
struct Row {
    engine::Coverage coverage;
    std::string subject;
    std::string title;
};

struct Counts {
    std::size_t reminded = 0;  ///< by somebody, at some time
    std::size_t quiet = 0;     ///< as people wanted it
    std::size_t gaps = 0;

    void add(const engine::Coverage& coverage) { ++(!coverage.covered() ? gaps : coverage.next ? reminded : quiet); }
};

class Collector {
public:
    Collector(Context& context, const Arguments& arguments)
        : arguments_(arguments),
          store_(context.store()),
          book_(context.site().book),
          today_(context.today()),
          snapshot_(context.snapshot(today_)),
          filter_(line_filter(book_, snapshot_.plans, arguments.unit, arguments.plan, {})),
          of_plan_(filter_, book_),
          unit_(book_.units.find(arguments.unit)) {
        const auto channels = context.site().config.channel_kinds();
        const engine::HasChannel has_channel = [&channels](std::string_view id) {
            return channels.contains(std::string(id));
        };
        engine::for_each_coverage(snapshot_, book_, context.local_now(), has_channel,
                                  [this](const engine::Coverage& coverage) { take(coverage); });
        add_titles();
    }

    const model::Snapshot& snapshot() const noexcept { return snapshot_; }
    const std::vector<Row>& rows() const noexcept { return rows_; }
    const Counts& counts() const noexcept { return counts_; }

private:
    void take(const engine::Coverage& coverage) {
        const model::Occurrence& occurrence = coverage.duty.occurrence;
        if (unit_) {
            const auto units = engine::responsible_units(occurrence, today_, snapshot_, book_);
            if (std::find(units.begin(), units.end(), *unit_) == units.end()) return;
        }
        const bool skip = arguments_.gaps && coverage.covered();
        std::string key;
        if (!filter_.plan.empty() || !skip) key = model::subject_key(occurrence, snapshot_, book_).text();
        if (!filter_.plan.empty() && !of_plan_(key, rule_id(occurrence))) return;
        counts_.add(coverage);
        if (!skip) rows_.push_back({coverage, std::move(key), {}});
    }

    std::string_view rule_id(const model::Occurrence& occurrence) const {
        if (occurrence.kind == model::SubjectKind::assignment) return {};
        return book_.reports[occurrence.index].id;
    }

    void add_titles() {
        std::vector<store::Store::AssignmentRef> wanted;
        for (const Row& row : rows_) {
            const model::Occurrence& occurrence = row.coverage.duty.occurrence;
            if (occurrence.kind != model::SubjectKind::assignment) continue;
            const model::Assignment& assignment = snapshot_.assignments[occurrence.index];
            wanted.push_back({snapshot_.plans[assignment.plan].id, assignment.seq});
        }
        auto texts = store_.texts(wanted);
        std::size_t position = 0;
        for (Row& row : rows_) {
            const model::Occurrence& occurrence = row.coverage.duty.occurrence;
            if (occurrence.kind == model::SubjectKind::assignment) {
                row.title = std::move(texts[position++].title);
                continue;
            }
            row.title = book_.reports[occurrence.index].title;
            if (occurrence.kind == model::SubjectKind::indicator)
                row.title += ": " + snapshot_.indicators[occurrence.indicator].name;
        }
    }

    const Arguments& arguments_;
    store::Store& store_;
    const model::RuleBook& book_;
    rules::dates::Date today_;
    model::Snapshot snapshot_;
    LineFilter filter_;
    OfPlan of_plan_;
    std::optional<model::UnitIndex> unit_;
    std::vector<Row> rows_;
    Counts counts_;
};

boost::json::value next_json(const engine::Coverage& coverage, const model::Snapshot& snapshot,
                             const model::RuleBook& book) {
    if (!coverage.next) return nullptr;
    const auto& [at, reminder, contact] = *coverage.next;
    return boost::json::object{{"at", rules::dates::format_iso(at)},
                               {"stage", model::stage_name(reminder, snapshot, book)},
                               {"recipient", model::recipient_name(reminder.recipient, book)},
                               {"channel", contact.channel},
                               {"to", contact.to}};
}

boost::json::object to_json(const Row& row, const model::Snapshot& snapshot, const model::RuleBook& book) {
    const engine::Coverage& coverage = row.coverage;
    const model::Occurrence& occurrence = coverage.duty.occurrence;
    const auto due = occurrence.has_due ? std::optional(occurrence.due) : std::nullopt;
    return {{"subject", row.subject},
            {"title", row.title},
            {"due", cli::to_json(due)},
            {"covered", coverage.covered()},
            {"next", next_json(coverage, snapshot, book)},
            {"reason", stop_name(coverage.stopped.what)},
            {"text", stop_vi(coverage.stopped)},
            {"whom", coverage.whom ? boost::json::value(model::recipient_name(*coverage.whom, book)) : nullptr},
            {"policy", coverage.policy ? boost::json::value(book.policies[*coverage.policy].id) : nullptr},
            {"provisional", coverage.provisional}};
}

std::string reason_vi(const engine::Coverage& coverage, const model::RuleBook& book) {
    std::string text;
    if (coverage.whom) text = model::recipient_name(*coverage.whom, book) + ": ";
    text += stop_vi(coverage.stopped);
    if (coverage.provisional) text += text.empty() ? "lịch nghỉ mới là dự kiến" : " (lịch nghỉ mới là dự kiến)";
    return text;
}

void print_table(const Output& output, const std::vector<Row>& rows, const model::RuleBook& book) {
    Table table({{""},
                 {"Mã"},
                 {"Hạn"},
                 {"Nhắc tiếp theo"},
                 {"Nơi nhận", false, true},
                 {"Lý do", false, true},
                 {"Nội dung", false, true}});
    for (const Row& row : rows) {
        const engine::Coverage& coverage = row.coverage;
        const model::Occurrence& occurrence = coverage.duty.occurrence;
        const Colour colour = !coverage.covered() ? Colour::red : coverage.next ? Colour::green : Colour::grey;
        std::string day;
        std::string whom;
        if (coverage.next) {
            day = rules::dates::format_vi(rules::dates::date_of(coverage.next->at));
            whom = fmt::format("{} → {}: {}", model::recipient_name(coverage.next->reminder.recipient, book),
                               coverage.next->contact.channel, coverage.next->contact.to);
        }
        table.add({{!coverage.covered() ? "✗"
                    : coverage.next     ? "✓"
                                        : "–",
                    colour},
                   {row.subject},
                   {occurrence.has_due ? rules::dates::format_vi(occurrence.due) : "–"},
                   {day.empty() ? "–" : day},
                   {whom},
                   {reason_vi(coverage, book), coverage.stopped ? colour : Colour::none},
                   {row.title}});
    }
    output.print(table);
}

ExitCode show(Context& context, const Arguments& arguments) {
    const Collector collected(context, arguments);
    const auto& [reminded, quiet, gaps] = collected.counts();
    const auto& book = context.site().book;
    const Output& output = context.output();
    if (output.json) {
        boost::json::array duties;
        for (const Row& row : collected.rows()) duties.push_back(to_json(row, collected.snapshot(), book));
        output.print(boost::json::object{
            {"covered", gaps == 0}, {"reminded", reminded}, {"quiet", quiet}, {"gaps", gaps}, {"duties", duties}});
    } else {
        if (!collected.rows().empty()) {
            print_table(output, collected.rows(), book);
            output.out << '\n';
        }
        output.out << fmt::format(
            "{} việc đang mở: {} sẽ được nhắc, {} không nhắc có chủ ý, {} không đến được người phải làm (open duties: "
            "reminded, quiet on purpose, gaps)\n",
            reminded + quiet + gaps, reminded, quiet, gaps);
    }
    return gaps == 0 ? good : data_wrong;
}

}  // namespace

void add_coverage(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("coverage", "Việc nào sẽ được nhắc, việc nào không và vì sao (who will hear of what)");
    command->add_option("--unit", arguments->unit, "Chỉ việc của đơn vị này (duties of one unit, by its id)");
    command->add_option("--plan", arguments->plan, "Chỉ kế hoạch này: mã hoặc số (one plan: key or number)");
    command->add_flag("--gaps", arguments->gaps, "Chỉ việc không ai được nhắc (only what nobody will hear of)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
