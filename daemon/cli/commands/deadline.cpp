#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/lines.hpp"
#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <ostream>

namespace dondoc::cli {

namespace {

namespace deadlines = rules::deadlines;
namespace json = boost::json;

struct Arguments {
    std::vector<std::string> phrases;
    int year = 0;
    std::string issued;
};

/// Whether the days off that moved or counted a day of this deadline were decided or only computed; nothing where none
/// did. What comes again is judged by the plan's year, the first that it falls due in.
std::optional<rules::dates::YearStatus> calendar_of(const deadlines::Deadline& deadline, int plan_year,
                                                    const rules::dates::Calendar& calendar) {
    auto [first, last] = deadline.years_counted;
    const auto& recurrences = deadline.meaning.recurrences;
    if (std::any_of(recurrences.begin(), recurrences.end(),
                    [](const auto& recurrence) { return recurrence.due.shift_working_days != 0; })) {
        first = first == 0 ? plan_year : std::min(first, plan_year);
        last = std::max(last, plan_year);
    }
    if (first == 0) return std::nullopt;
    for (int year = first; year <= last; ++year)
        if (calendar.status(year) == rules::dates::YearStatus::computed) return rules::dates::YearStatus::computed;
    return rules::dates::YearStatus::confirmed;
}

/// The words with carets under the parts that were understood, "~" under those that were not.
std::string underlined(const deadlines::Deadline& deadline) {
    std::string line;
    for (const deadlines::Mark& mark : deadline.marks) {
        const std::string_view words = deadline.words;
        const std::size_t before = display_width(words.substr(0, mark.begin));
        const std::size_t width = display_width(words.substr(mark.begin, mark.end - mark.begin));
        if (before < line.size()) continue;  // one stretch that says two things
        line.append(before - line.size(), ' ');
        line.append(width, mark.part == deadlines::Mark::Part::unresolved ? '~' : '^');
    }
    return line;
}

void add_meaning(Table& table, const deadlines::Meaning& meaning) {
    if (meaning.start) table.add({{"Từ ngày"}, {long_date(*meaning.start)}});
    if (meaning.due) table.add({{"Hạn cuối"}, {long_date(*meaning.due), Colour::bold}});
    table.add({{"Được hiểu là"}, {deadlines::say_vi(meaning)}});
}

void print(const Output& output, const deadlines::Deadline& deadline,
           std::optional<rules::dates::YearStatus> calendar) {
    Table table({{"Mục"}, {"Nghĩa", false, true}});
    table.add({{"Văn bản ghi"}, {deadline.words}});
    if (output.width > 0 && !deadline.marks.empty()) table.add({{""}, {underlined(deadline), Colour::green}});
    const bool ambiguous = !deadline.readings.empty();
    const std::string_view kind = ambiguous ? "có hai cách hiểu" : kind_vi(deadline.meaning.kind);
    table.add({{"Loại"}, {fmt::format("{} ({})", kind, deadlines::kind_name(deadline))}});
    for (const deadlines::Meaning& reading : deadline.readings) add_meaning(table, reading);
    if (deadline.meaning.kind != deadlines::Kind::unresolved) {
        add_meaning(table, deadline.meaning);
    } else if (!ambiguous) {
        table.add({{"Chưa hiểu"}, {deadline.unresolved.empty() ? deadline.words : deadline.unresolved, Colour::red}});
    }
    if (!deadline.why.empty()) table.add({{"Vì sao"}, {std::string(deadline.why)}});
    if (!deadline.condition.empty()) table.add({{"Điều kiện"}, {deadline.condition}});
    if (calendar == rules::dates::YearStatus::computed) {
        table.add({{"Lịch nghỉ"},
                   {"mới tính theo luật, chưa theo thông báo của năm (days off are only computed, not yet decided)",
                    Colour::orange}});
    } else if (calendar) {
        table.add({{"Lịch nghỉ"}, {"theo thông báo chính thức của năm (days off as decided)"}});
    }
    output.print(table);
}

json::object answer(const deadlines::Deadline& deadline, std::optional<rules::dates::YearStatus> calendar) {
    json::object value = to_json(deadline);
    value["calendar"] = nullptr;
    if (calendar) value["calendar"] = *calendar == rules::dates::YearStatus::computed ? "computed" : "confirmed";
    return value;
}

ExitCode show(Context& context, const Arguments& arguments) {
    const rules::dates::Calendar& calendar = context.calendar();
    deadlines::ParseContext reading{.calendar = &calendar};
    if (!arguments.issued.empty()) reading.issued = parse_date_option(arguments.issued, "--issued");
    const int this_year = rules::dates::year_of(std::chrono::floor<std::chrono::days>(context.now()));
    const Output& output = context.output();
    const bool from_lines =
        std::find(arguments.phrases.begin(), arguments.phrases.end(), "-") != arguments.phrases.end();
    bool understood = true;
    for_each_text(output, arguments.phrases, arguments.year != 0 ? arguments.year : this_year,
                  [&](std::string_view text, int year) {
                      reading.year = year;
                      const std::string words(text);
                      const auto deadline = deadlines::parse_deadline(words, reading);
                      understood = understood && deadline.meaning.kind != deadlines::Kind::unresolved;
                      const auto status = calendar_of(deadline, year, calendar);
                      if (output.json)
                          output.print(answer(deadline, status));
                      else
                          print(output, deadline, status);
                      if (from_lines) output.out << std::flush;
                  });
    return understood || from_lines ? good : data_wrong;
}

}  // namespace

void add_deadline(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("deadline", "Đọc một thời hạn (what does a deadline phrase mean)");
    command
        ->add_option("PHRASE", arguments->phrases,
                     "Thời hạn như văn bản ghi, ví dụ \"Quý IV/2026\"; - để đọc mỗi dòng một thời hạn "
                     "(- reads lines PHRASE<TAB>YEAR)")
        ->required();
    command->add_option("--year", arguments->year, "Năm của kế hoạch (the plan's year)")->check(CLI::Range(1968, 2199));
    command->add_option("--issued", arguments->issued, "Ngày ban hành văn bản (the day of the document)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
