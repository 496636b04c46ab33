#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/condition_value.hpp"
#include "daemon/cli/expressions.hpp"
#include "daemon/cli/json_variables.hpp"
#include "daemon/cli/lines.hpp"
#include "rules/language/condition/check.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <fstream>
#include <ostream>
#include <sstream>

namespace dondoc::cli {

namespace {

namespace condition = rules::language::condition;

struct Arguments {
    std::vector<std::string> expressions;
    std::string with;
    std::string on;
    bool strict = false;
};

boost::json::object read_object(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        throw Failure(data_wrong, fmt::format("{}: không đọc được tệp (the file cannot be read)", path));
    }
    boost::json::error_code error;
    const boost::json::value json = boost::json::parse(text.str(), error);
    if (error) throw Failure(data_wrong, fmt::format("{}: không phải JSON (not JSON): {}", path, error.message()));
    if (!json.is_object()) {
        throw Failure(data_wrong, fmt::format("{}: cần một đối tượng JSON, mỗi khóa là một biến (a JSON object is "
                                              "needed, each key is a variable)",
                                              path));
    }
    return json.get_object();
}

JsonVariables variables(const Context& context, const Arguments& arguments) {
    JsonVariables made(arguments.with.empty() ? boost::json::object{} : read_object(arguments.with));
    if (!arguments.on.empty()) {
        made.set_today(parse_date_option(arguments.on, "--on"));
    } else if (!context.today_option().empty()) {
        made.set_today(parse_date_option(context.today_option(), "--today"));
    }
    return made;
}

/// Evaluates expressions one after the other and prints what each gives.
class Evaluator {
public:
    Evaluator(const Output& output, const JsonVariables& variables, const rules::dates::Calendar& calendar, bool strict)
        : output_(output),
          variables_(variables),
          schema_(variables.schema()),
          calendar_(calendar),
          strictness_(strict ? condition::Strictness::rule_file : condition::Strictness::gradual) {}

    /// `line` is the expression's place in what was given. False where it has no value.
    bool show(std::string_view text, int line) {
        const auto program = condition::compile(text, schema_, strictness_);
        if (!program) return fail(text, line, program.error());
        condition::Arena arena(&calendar_);
        const condition::Value value = condition::evaluate(*program, variables_, arena);
        if (value.is(condition::Value::Kind::error)) {
            const condition::Place place = program->place_of(value);
            return fail(text, line, {{place.offset, place.length, std::string(value.view())}});
        }
        return output_.json ? print_json(text, line, value) : print_text(text, line, value);
    }

private:
    bool print_json(std::string_view text, int line, const condition::Value& value) {
        const auto json = to_json(value);
        if (!json) return too_large(text, line);
        output_.print(boost::json::object{{"type", condition::kind_name(value.kind)}, {"value", *json}});
        return true;
    }
    bool print_text(std::string_view text, int line, const condition::Value& value) {
        const auto shown = to_text(value);
        if (!shown) return too_large(text, line);
        output_.out << *shown << "  (" << condition::kind_name(value.kind) << ")\n";
        return true;
    }
    bool too_large(std::string_view text, int line) {
        return fail(text, line, {{0, text.size(), "giá trị quá lớn để in ra (the value is too large to print)"}});
    }

    bool fail(std::string_view text, int line, const std::vector<condition::Error>& errors) {
        if (output_.json) {
            const condition::Error& first = errors.front();
            output_.print(
                boost::json::object{{"error", first.message}, {"offset", first.offset}, {"length", first.length}});
            return false;
        }
        for (const condition::Error& error : errors) output_.err << format(problem(text, line, error)) << '\n';
        return false;
    }

    /// The error with the line of the expression that it stands in.
    static rules::language::Problem problem(std::string_view text, int line, const condition::Error& error) {
        const std::size_t offset = std::min(error.offset, text.size());
        const std::size_t begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
        const std::string_view row = text.substr(begin, text.find('\n', begin) - begin);
        const auto count = [](std::string_view part) {
            return static_cast<int>(rules::language::count_characters(part));
        };
        rules::language::Problem problem;
        problem.place.path = "eval";
        problem.place.line =
            line + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
        problem.place.column = count(row.substr(0, offset - begin)) + 1;
        problem.length = std::max(count(row.substr(offset - begin, error.length)), 1);
        problem.line = row;
        problem.message = error.message;
        return problem;
    }

    const Output& output_;
    const JsonVariables& variables_;
    condition::Schema schema_;
    const rules::dates::Calendar& calendar_;
    condition::Strictness strictness_;
};

ExitCode evaluate(Context& context, const Arguments& arguments) {
    const Output& output = context.output();
    const JsonVariables given = variables(context, arguments);
    const rules::dates::Calendar& calendar = context.calendar();
    Evaluator evaluator(output, given, calendar, arguments.strict);
    bool all = true;
    for (const std::string& shielded : arguments.expressions) {
        const std::string expression = unshield(shielded);
        if (expression != "-") {
            all = evaluator.show(expression, 1) && all;
            continue;
        }
        for_each_line(output, [&](std::string_view line, int number) {
            all = evaluator.show(line, number) && all;
            output.out << std::flush;
        });
    }
    return all ? good : data_wrong;
}

}  // namespace

void add_eval(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("eval", "Tính thử một điều kiện (what does a condition give)");
    command
        ->add_option("EXPR", arguments->expressions,
                     "Biểu thức CEL, ví dụ 'subject.kind == \"report\"'; - để đọc mỗi dòng một biểu thức (- reads one "
                     "expression a line)")
        ->required();
    command->add_option("--with", arguments->with, "Tệp JSON, mỗi khóa là một biến (a JSON file, each key a variable)");
    command->add_option("--on", arguments->on, "Giá trị của biến today (the value of today)");
    command->add_flag("--strict", arguments->strict,
                      "Kiểm tra kiểu như trong tệp quy tắc (check types as in a rule file)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return evaluate(context, *arguments); }; });
}

}  // namespace dondoc::cli
