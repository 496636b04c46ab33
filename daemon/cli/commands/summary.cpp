#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/outbox/summary_words.hpp"
#include "daemon/summaries/make.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <ostream>

namespace dondoc::cli {

namespace {

using summaries::SummaryRule;

struct Arguments {
    std::string every = "week";
    std::string to = "planning-office";
    std::string on;
    std::string out;
};

SummaryRule::Every every_of(const std::string& name) {
    for (const auto every : {SummaryRule::Every::day, SummaryRule::Every::month, SummaryRule::Every::quarter}) {
        if (summaries::every_name(every) == name) return every;
    }
    return SummaryRule::Every::week;
}

outbox::ComposeContext compose_context(Context& context, const outbox::ChannelKinds& kinds,
                                       rules::dates::LocalTime now) {
    const auto& site = context.site();
    return {.book = site.book,
            .sender = site.config.sender,
            .channels = kinds,
            .templates = site.templates,
            .now = now,
            .utc_offset = site.config.utc_offset,
            .chats = &site.chats};
}

/// The mail as it would go out to the first mailbox.
std::string mail_of(const summaries::Made& made, rules::model::UnitIndex to, const outbox::ComposeContext& context) {
    for (auto& message : compose_summary(made.built.summary, made.row.period, to, made.workbook, context)) {
        const std::string& kind = context.channels.at(message.envelope.channel);
        if (kind == "smtp" || kind == "maildir") return std::move(message.envelope.bytes);
    }
    throw Failure(data_wrong, fmt::format("{} không có hộp thư trong units.yaml (this unit has no mailbox)",
                                          context.book.units[to].id));
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    file.close();
    if (!file) throw Failure(out_of_reach, fmt::format("không ghi được {} (cannot write this file)", path));
}

void write_out(const std::string& path, const summaries::Made& made, rules::model::UnitIndex to,
               const outbox::Rendered& texts, const outbox::ComposeContext& context) {
    const std::string kind = std::filesystem::path(path).extension().string();
    if (kind == ".xlsx")
        write(path, made.workbook->bytes);
    else if (kind == ".eml")
        write(path, mail_of(made, to, context));
    else if (kind == ".html")
        write(path, texts.html);
    else
        throw Failure(usage_wrong, "--out: tên tệp .xlsx, .eml hoặc .html (a name that ends so)");
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto& site = context.site();
    const auto to = summaries::unit_of(arguments.to, site.book.units);
    if (!to)
        throw Failure(data_wrong, fmt::format("không có đơn vị '{}'; xem: dondoc units (no such unit)", arguments.to));
    const auto day = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    SummaryRule rule{.to = arguments.to, .every = every_of(arguments.every)};
    const auto snapshot = context.snapshot(day, store::Store::Scope::all);
    const auto now = site.config.instant(rules::dates::at(day, rule.at));
    const auto made = summaries::make(
        context.store(), site, snapshot,
        {.rule = rule,
         .turn = {.day = day, .at = rules::dates::at(day, rule.at), .as_of = day},
         .to = *to,
         .workbook = arguments.out.empty() ? summaries::Order::Workbook::none : summaries::Order::Workbook::always,
         .log_head = summaries::log_head_for(rule, site)},
        now);
    const auto kinds = site.config.channel_kinds();
    const auto composing = compose_context(context, kinds, rules::dates::at(day, rule.at));
    const std::string& locale = site.book.units[*to].locale;
    const auto words =
        outbox::words_of(made.built.summary, outbox::one_line(site.book.units[*to].name, 200), locale, composing);
    const Output& output = context.output();
    if (!arguments.out.empty())
        write_out(arguments.out, made, *to, outbox::render_summary(words, locale, composing), composing);
    if (output.json)
        output.print(outbox::summary_values(made.built.summary, words));
    else if (arguments.out.empty())
        output.out << outbox::render_summary(words, locale, composing).text;
    else
        output.out << fmt::format("Đã ghi {} (written)\n", arguments.out);
    return good;
}

}  // namespace

void add_summary(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "summary", "Bản tổng hợp theo đơn vị như sẽ gửi, không gửi (a summary by unit as it would be sent)");
    command->add_option("--every", arguments->every, "day, week, month, quarter")
        ->check(CLI::IsMember({"day", "week", "month", "quarter"}))
        ->capture_default_str();
    command->add_option("--to", arguments->to, "Nơi nhận: planning-office, leadership hoặc một đơn vị (recipient)")
        ->capture_default_str();
    command->add_option("--on", arguments->on, "Tính đến hết ngày này, mặc định hôm nay (as of the end of this day)");
    command->add_option("--out", arguments->out, "Ghi thành tệp .xlsx, .eml hoặc .html (write this file)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
