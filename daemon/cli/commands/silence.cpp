#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"
#include "rules/language/silences.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

/// `dondoc silence`: nothing is sent about what matches, for a while, and everybody can see why.
namespace dondoc::cli {

namespace model = rules::model;
using rules::dates::LocalTime;
using store::SilenceRow;

namespace {

struct Arguments {
    model::Silence fact;
    std::string from;
    std::string until;
};

/// A day begins at midnight; the last day that is named is silent to its end.
LocalTime time_option(const std::string& text, const std::string& option, bool end) {
    if (const auto time = rules::dates::parse_iso_time(text)) return *time;
    const auto day = parse_date_option(text, option);
    return rules::dates::at(end ? day + std::chrono::days{1} : day, std::chrono::seconds{0});
}

template <class Known>
void require_known(const std::string& id, const char* option, const char* what, const Known& known) {
    if (id.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
    throw Failure(data_wrong,
                  fmt::format("{}: không có {} '{}'; có: {} (unknown)", option, what, id, fmt::join(known, ", ")));
}

void check_names(Context& context, const model::Silence& fact) {
    const auto& book = context.site().book;
    if (fact.plan.empty() && fact.subject.empty() && fact.unit.empty() && fact.rule.empty() && fact.match.empty()) {
        throw Failure(usage_wrong,
                      "tắt tiếng cái gì? ghi --subject, --plan, --unit, --rule hoặc --match (say what is silenced)");
    }
    if (!fact.subject.empty()) (void)find_subject(context, fact.subject);
    if (!fact.unit.empty() && !book.units.find(fact.unit)) {
        throw Failure(data_wrong, fmt::format("--unit: không có đơn vị '{}', gần nhất là '{}' (unknown unit)",
                                              fact.unit, book.units.nearest(fact.unit)));
    }
    std::vector<std::string> rules;
    for (const auto& rule : book.reports) rules.push_back(rule.id);
    require_known(fact.rule, "--rule", "chế độ báo cáo", rules);
    if (!fact.plan.empty()) {
        std::vector<std::string> plans;
        for (const auto& plan : context.snapshot(context.today(), store::Store::Scope::all).plans)
            plans.push_back(plan.id);
        require_known(fact.plan, "--plan", "kế hoạch", plans);
    }
    if (fact.match.empty()) return;
    if (const auto wrong = rules::language::wrong_match(fact.match, book))
        throw Failure(data_wrong, fmt::format("--match: {}", *wrong));
}

ExitCode add(Context& context, const Arguments& arguments) {
    model::Silence fact = arguments.fact;
    fact.from = arguments.from.empty() ? context.local_now() : time_option(arguments.from, "--from", false);
    fact.until = time_option(arguments.until, "--until", true);
    if (fact.until <= std::max(fact.from, context.local_now())) {
        throw Failure(usage_wrong, "--until: đã qua hoặc không sau --from (is over, or not after --from)");
    }
    if (fact.author.empty()) fact.author = context.actor().who;
    check_names(context, fact);
    const auto id = context.store().silence(fact, context.actor());
    context.tell_daemon();
    if (context.output().json) {
        context.output().print(boost::json::object{{"id", id},
                                                   {"from", rules::dates::format_iso(fact.from)},
                                                   {"until", rules::dates::format_iso(fact.until)}});
    } else {
        context.output().out << fmt::format("Tắt tiếng số {}, đến {}; bỏ bằng: dondoc silence end {} (silenced)\n", id,
                                            rules::dates::format_iso(fact.until), id);
    }
    return good;
}

bool covers_nothing(const SilenceRow& row) {
    return !row.fact.match.empty() && row.fact.condition == nullptr;
}

std::string_view state_of(const SilenceRow& row, LocalTime now) {
    if (row.ended && *row.ended <= now) return "ended";
    if (row.fact.until <= now) return "expired";
    if (covers_nothing(row)) return "broken";
    return row.fact.from <= now ? "active" : "pending";
}

std::string_view state_vi(std::string_view state) {
    if (state == "active") return "đang tắt";
    if (state == "pending") return "chưa bắt đầu";
    if (state == "broken") return "KHÔNG CHE GÌ: điều kiện không còn hiểu được";
    return state == "ended" ? "đã bỏ" : "đã hết hạn";
}

std::string matchers(const model::Silence& fact) {
    std::string text;
    const auto add_one = [&text](std::string_view name, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, value);
    };
    add_one("subject", fact.subject);
    add_one("plan", fact.plan);
    add_one("unit", fact.unit);
    add_one("rule", fact.rule);
    add_one("match", fact.match);
    return text;
}

boost::json::object row_json(const SilenceRow& row, LocalTime now) {
    return {{"id", row.fact.id},
            {"state", state_of(row, now)},
            {"subject", row.fact.subject},
            {"plan", row.fact.plan},
            {"unit", row.fact.unit},
            {"rule", row.fact.rule},
            {"match", row.fact.match},
            {"author", row.fact.author},
            {"reason", row.fact.reason},
            {"from", rules::dates::format_iso(row.fact.from)},
            {"until", rules::dates::format_iso(row.fact.until)},
            {"ended", row.ended ? boost::json::value(rules::dates::format_iso(*row.ended)) : nullptr},
            {"ended_by", row.ended_by}};
}

/// What a silence matches is kept as text; whether it is still understood shows when it is compiled.
std::vector<SilenceRow> compiled(std::vector<SilenceRow> rows) {
    std::vector<model::Silence> facts;
    for (const SilenceRow& row : rows) facts.push_back(row.fact);
    rules::language::compile_silences(facts);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].fact.condition = facts[i].condition;
    return rows;
}

ExitCode list(Context& context, bool everything) {
    const LocalTime now = context.local_now();
    auto rows = compiled(context.store().silences());
    if (!everything)
        std::erase_if(rows, [now](const SilenceRow& row) {
            const auto state = state_of(row, now);
            return state == "ended" || state == "expired";
        });
    if (context.output().json) {
        boost::json::array all;
        for (const SilenceRow& row : rows) all.push_back(row_json(row, now));
        context.output().print(all);
        return good;
    }
    Table table(
        {{"Số"}, {"Trạng thái"}, {"Tắt gì", false, true}, {"Từ"}, {"Đến"}, {"Người đặt"}, {"Lý do", false, true}});
    for (const SilenceRow& row : rows) {
        table.add({{std::to_string(row.fact.id)},
                   {std::string(state_vi(state_of(row, now)))},
                   {matchers(row.fact)},
                   {rules::dates::format_iso(row.fact.from)},
                   {rules::dates::format_iso(row.ended.value_or(row.fact.until))},
                   {row.fact.author},
                   {row.fact.reason}});
    }
    context.output().print(table);
    return good;
}

ExitCode end(Context& context, std::int64_t id) {
    const LocalTime now = context.local_now();
    if (!context.store().end_silence(id, now, context.actor())) {
        throw Failure(data_wrong,
                      fmt::format("không có lần tắt tiếng số {} còn hiệu lực; xem: dondoc silence list --all "
                                  "(no such silence in force)",
                                  id));
    }
    context.tell_daemon();
    if (context.output().json) {
        context.output().print(boost::json::object{{"id", id}, {"ended", rules::dates::format_iso(now)}});
    } else {
        context.output().out << fmt::format("Đã bỏ tắt tiếng số {} (ended)\n", id);
    }
    return good;
}

void add_add(CLI::App& silence, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    model::Silence& fact = arguments->fact;
    auto* command =
        silence.add_subcommand("add", "Tắt tiếng những gì khớp mọi điều ghi ở đây (silence what matches all)");
    command->add_option("--subject", fact.subject, "Mã nhiệm vụ hay báo cáo, có hoặc không kèm kỳ (key)");
    command->add_option("--plan", fact.plan, "Mã kế hoạch (plan id)");
    command->add_option("--unit", fact.unit, "Nơi nhận (recipient's unit id)");
    command->add_option("--rule", fact.rule, "Mã chế độ báo cáo (id of a rule for report)");
    command->add_option("--match", fact.match, "Điều kiện CEL như trong chính sách (condition)");
    command->add_option("--from", arguments->from, "Từ ngày hoặc giờ, mặc định bây giờ (day or time)");
    command->add_option("--until", arguments->until, "Đến hết ngày, hoặc đến giờ (last day, or time)")->required();
    command->add_option("--author", fact.author, "Ai quyết định, mặc định người chạy lệnh (who decided)");
    command->add_option("--reason", fact.reason, "Lý do (reason)")->required();
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return add(context, *arguments); }; });
}

void add_list(CLI::App& silence, Run& chosen) {
    auto everything = std::make_shared<bool>(false);
    auto* command = silence.add_subcommand("list", "Những gì đang hoặc sẽ bị tắt tiếng (silences)");
    command->add_flag("--all", *everything, "Cả những lần đã hết hạn, đã bỏ (also those that are over)");
    command->callback(
        [&chosen, everything] { chosen = [everything](Context& context) { return list(context, *everything); }; });
}

void add_end(CLI::App& silence, Run& chosen) {
    auto id = std::make_shared<std::int64_t>(0);
    auto* command = silence.add_subcommand("end", "Bỏ tắt tiếng trước hạn (end one before its time)");
    command->add_option("ID", *id, "Số, xem ở list (number)")->required();
    command->callback([&chosen, id] { chosen = [id](Context& context) { return end(context, *id); }; });
}

}  // namespace

void add_silence(CLI::App& app, Run& chosen) {
    auto* silence = app.add_subcommand("silence", "Tắt tiếng một thời gian (mute for a while)");
    silence->require_subcommand(1);
    silence->fallthrough();
    for (auto* add_one : {add_add, add_list, add_end}) add_one(*silence, chosen);
}

}  // namespace dondoc::cli
