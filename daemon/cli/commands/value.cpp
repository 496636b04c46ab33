#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"
#include "daemon/intake/amount.hpp"
#include "rules/model/indicator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

/// `value`: what an indicator has reached in a period.
namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string subject;
    std::string year;
    std::string period;
    std::string value;
    std::string document;
    std::string on;
};

store::IndicatorRow find_row(Context& context, const model::SubjectKey& key) {
    const auto named = model::parse_indicator_key(key.base);
    if (named) {
        for (auto& row : context.store().indicators(named->plan)) {
            if (row.record.seq == named->seq && !row.withdrawn_on) return row;
        }
    }
    throw Failure(data_wrong, fmt::format("'{}': không có chỉ tiêu này; mã có dạng 142-kh-ubnd-2025/ct3, xem: dondoc "
                                          "indicators (no such indicator)",
                                          key.text()));
}

/// The period that is written, else the one that a rule asks for next.
rules::dates::Period period_of(Context& context, const Arguments& arguments, const model::SubjectKey& key,
                               rules::dates::Date on) {
    const int written = !arguments.year.empty() + !arguments.period.empty() + !key.period.empty();
    if (written > 1)
        throw Failure(usage_wrong, "chỉ ghi kỳ một lần: --year, --period hoặc @KỲ (the period is written twice)");
    std::string text = arguments.year + arguments.period + key.period;
    if (text.empty()) {
        const auto subject = find_subject(context, key.text());
        if (subject.recurring) text = period_for(subject, context.site().book, on);
    }
    if (text.empty()) throw Failure(usage_wrong, "cần --year hoặc --period (the period is needed)");
    if (const auto period = rules::dates::parse_period_key(text)) return *period;
    throw Failure(usage_wrong,
                  fmt::format("'{}' không phải kỳ; ví dụ 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-07 (no such "
                              "period)",
                              text));
}

/// The number that is meant; words that are none stay words.
std::optional<double> number_in(const std::string& words) {
    const auto amount = intake::read_amount(words);
    using State = intake::Amount::State;
    if (amount.state == State::uncertain)
        throw Failure(usage_wrong,
                      fmt::format("--value: '{}' đọc được hai cách; ví dụ viết 12500 hoặc 12,5 (can be read in "
                                  "two ways)",
                                  words));
    const bool plain = amount.state == State::number && !amount.has_comparator && !amount.high && !amount.is_change;
    return plain ? std::optional(amount.low) : std::nullopt;
}

ExitCode record(Context& context, const Arguments& arguments) {
    const auto key = model::SubjectKey::parse(arguments.subject);
    store::IndicatorRow row = find_row(context, key);
    const auto on = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    if (on > context.today())
        throw Failure(usage_wrong,
                      fmt::format("--on: {} còn ở phía trước (is in the future)", rules::dates::format_vi(on)));
    const auto period = period_of(context, arguments, key, on);
    const model::Measure measure{.period = period.key(),
                                 .value = number_in(arguments.value),
                                 .words = arguments.value,
                                 .document = arguments.document,
                                 .on = on};
    if (!context.store().record_value(row.plan.id, row.record.seq, measure, context.actor())) {
        throw Failure(data_wrong,
                      fmt::format("'{}' không còn trong kế hoạch; xem: dondoc indicators (no such indicator any more)",
                                  key.base));
    }
    context.tell_daemon();
    row.measures.push_back(measure);
    const auto standing = model::indicator_standing(row.record, row.measures, period);
    const std::string subject = model::SubjectKey{key.base, measure.period}.text();
    std::string wanted;
    for (const auto* target : standing.targets) wanted += (wanted.empty() ? "" : "; ") + target->words;
    if (context.output().json) {
        context.output().print(boost::json::object{
            {"subject", subject},
            {"value", measure.value ? boost::json::value(*measure.value) : boost::json::value(measure.words)},
            {"words", measure.words},
            {"document", measure.document},
            {"standing", model::standing_name(standing.standing)},
            {"target", wanted}});
    } else {
        context.output().out << fmt::format("{}: {} = {}; mục tiêu {}: {} (recorded)\n", subject, row.record.name,
                                            measure.words, wanted.empty() ? "không có" : wanted,
                                            model::standing_vi(standing.standing));
    }
    return good;
}

}  // namespace

void add_value(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("value", "Ghi giá trị chỉ tiêu (record what an indicator has reached)");
    command->add_option("INDICATOR", arguments->subject, "Mã chỉ tiêu, ví dụ 142-kh-ubnd-2025/ct3 (key)")->required();
    command->add_option("--value", arguments->value, "Giá trị, ví dụ 97,5 (value)")->required();
    command->add_option("--year", arguments->year, "Năm (year)");
    command->add_option("--period", arguments->period, "Kỳ, ví dụ 2026-H1 (period)");
    command->add_option("--document", arguments->document, "Số văn bản (number of the document)");
    command->add_option("--on", arguments->on, "Ngày báo cáo, mặc định hôm nay (day)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return record(context, *arguments); }; });
}

}  // namespace dondoc::cli
