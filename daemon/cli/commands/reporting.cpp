#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/lines.hpp"
#include "rules/reporting/forms.hpp"
#include "rules/reporting/sentence.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <CLI/App.hpp>

#include <ostream>

namespace dondoc::cli {

namespace {

namespace json = boost::json;
namespace reporting = rules::reporting;

struct Arguments {
    std::vector<std::string> sentences;
    int year = 0;
};

json::value said(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(json::string(text));
}

json::object to_json(const reporting::Duty& duty) {
    json::object value;
    if (duty.frequency != reporting::Frequency::on_request) {
        value["period"] = reporting::frequency_name(duty);
        value["due"] = said(reporting::due_form(duty));
    }
    value["to"] = said(duty.recipient);
    value["via"] = said(duty.via);
    value["words"] = said(duty.words);
    value["reporter"] = said(duty.reporter);
    value["forward_to"] = said(duty.forward_to);
    return value;
}

json::object to_json(std::string_view text, const reporting::Reading& reading) {
    json::array rules;
    json::array on_request;
    for (const reporting::Duty& duty : reading.duties)
        (duty.frequency == reporting::Frequency::on_request ? on_request : rules).push_back(to_json(duty));
    json::array unclear;
    for (const std::string& words : reading.unclear) unclear.emplace_back(words);
    return {{"text", text}, {"rules", rules}, {"on_request", on_request}, {"unclear", unclear}};
}

std::string_view frequency_vi(const reporting::Duty& duty) {
    const std::string_view name = reporting::frequency_name(duty);
    if (name == "once") return "một lần";
    if (name == "weekly") return "hằng tuần";
    if (name == "monthly") return "hằng tháng";
    if (name == "quarterly") return "hằng quý";
    if (name == "half-yearly") return "6 tháng";
    if (name == "nine-monthly") return "9 tháng";
    if (name == "yearly") return "hằng năm";
    return "đột xuất";
}

void print(const Output& output, std::string_view text, const reporting::Reading& reading) {
    output.out << text << '\n';
    if (reading.duties.empty()) output.out << "  không có chế độ báo cáo (no duty to report)\n";
    Table table({{"Kỳ"}, {"Hạn"}, {"Văn bản ghi", false, true}, {"Ai báo cáo"}, {"Gửi"}, {"Qua"}});
    for (const reporting::Duty& duty : reading.duties)
        table.add({{std::string(frequency_vi(duty))},
                   {reporting::due_form(duty)},
                   {duty.words},
                   {duty.reporter},
                   {duty.recipient},
                   {duty.via}});
    if (table.rows() > 0) output.print(table);
    for (const std::string& words : reading.unclear) output.out << "  chưa hiểu (not understood): " << words << '\n';
}

ExitCode show(Context& context, const Arguments& arguments) {
    const int this_year = rules::dates::year_of(std::chrono::floor<std::chrono::days>(context.now()));
    const Output& output = context.output();
    for_each_text(output, arguments.sentences, arguments.year != 0 ? arguments.year : this_year,
                  [&](std::string_view text, int year) {
                      const auto reading = reporting::read_paragraph(text, {.year = year});
                      if (output.json)
                          output.print(to_json(text, reading));
                      else
                          print(output, text, reading);
                  });
    return good;
}

}  // namespace

void add_reporting(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("reporting", "Đọc chế độ báo cáo trong câu văn (duties to report in sentences)");
    command
        ->add_option("SENTENCE", arguments->sentences,
                     "Câu của văn bản, hoặc - để đọc mỗi dòng một câu (sentences; - reads lines SENTENCE<TAB>YEAR)")
        ->required();
    command->add_option("--year", arguments->year, "Năm của kế hoạch (the plan's year)")->check(CLI::Range(1968, 2199));
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
