#include "daemon/cli/commands/commands.hpp"

#include "daemon/config/shapes.hpp"
#include "rules/language/json_schema.hpp"
#include "rules/language/shapes.hpp"
#include "rules/trial/shapes.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace dondoc::cli {

namespace {

namespace shapes = rules::language::shapes;
namespace forms = rules::language::forms;
using rules::language::Form;

constexpr Form rules_form = forms::mapping(shapes::rules_file);
constexpr Form test_form = forms::mapping(rules::trial::shapes::test_file);
constexpr Form units_form = forms::mapping(shapes::units_file);
constexpr Form config_form = forms::mapping(config::shapes::config_file);
constexpr Form year_form = forms::mapping(shapes::calendar_year);
constexpr Form supplement_form = forms::mapping(shapes::calendar_supplement);
constexpr std::array<const Form*, 2> calendar_forms{&year_form, &supplement_form};
constexpr Form calendar_form = forms::either(calendar_forms);

struct File {
    std::string_view name;
    const Form* form;
    std::string_view title;
};

constexpr std::array<File, 5> files{{
    {"rules", &rules_form, "Tệp quy tắc của dondoc (rule file of dondoc)"},
    {"units", &units_form, "Danh bạ đơn vị của dondoc (register of units of dondoc)"},
    {"calendar", &calendar_form, "Lịch nghỉ của dondoc (calendar of dondoc)"},
    {"test", &test_form, "Bài thử quy tắc của dondoc (tests of rules of dondoc)"},
    {"config", &config_form, "Cấu hình dondoc.yaml (configuration of dondoc)"},
}};

ExitCode show(Context& context, const std::string& name) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const File& one) { return one.name == name; });
    context.output().out << rules::language::json_schema(*file->form, file->title);
    return good;
}

}  // namespace

void add_schema(CLI::App& app, Run& chosen) {
    auto name = std::make_shared<std::string>("rules");
    auto* command = app.add_subcommand(
        "schema", "JSON Schema của tệp, cho trình soạn thảo và chương trình khác (JSON Schema of a file)");
    std::vector<std::string> names;
    for (const File& file : files) names.emplace_back(file.name);
    command->add_option("FILE", *name, "rules, units, calendar, test, config")->check(CLI::IsMember(names));
    command->callback([&chosen, name] { chosen = [name](Context& context) { return show(context, *name); }; });
}

}  // namespace dondoc::cli
