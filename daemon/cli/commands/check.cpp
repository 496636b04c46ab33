#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/test_sources.hpp"
#include "daemon/config/named_files.hpp"
#include "daemon/config/source_files.hpp"
#include "rules/language/silences.hpp"
#include "rules/model/subject.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>

namespace dondoc::cli {

namespace language = rules::language;

namespace {

language::Problem of_site(const std::string& path, std::string message) {
    return {.level = language::Problem::Level::warning,
            .place = {.path = path, .line = 0, .column = 0},
            .length = 0,
            .message = std::move(message),
            .line = {}};
}

/// Open assignments that a unit had when it ended, and nobody is named to take them: their reminders go to the planning
/// office until the register says who.
void find_unsettled(store::Store& store, const config::Site& site, rules::dates::Date today,
                    config::Problems& warnings) {
    const auto& units = site.book.units;
    const auto snapshot = store.snapshot(units);
    std::map<rules::model::UnitIndex, std::vector<std::string>> open;
    for (const auto& assignment : snapshot.assignments) {
        const auto key = rules::model::assignment_key(snapshot.plans[assignment.plan].id, assignment.seq);
        for (const auto written : assignment.leads)
            for (const auto unit : units.expand(written))
                if (!units.heir(unit, today, key)) open[unit].push_back(key);
    }
    for (const auto& [unit, keys] : open)
        warnings.push_back(of_site(site.config.units_file,
                                   fmt::format("đơn vị '{}' đã kết thúc mà còn {} nhiệm vụ chưa ai kế thừa, ví dụ {}: "
                                               "ghi replaced.by hoặc duties (ended, open duties without successor)",
                                               units[unit].id, keys.size(), keys.front())));
}

/// Silences that do not mute what somebody meant to mute.
void find_idle_silences(store::Store& store, const config::Site& site, rules::dates::LocalTime now,
                        config::Problems& warnings) {
    for (const auto& row : store.silences()) {
        const auto& fact = row.fact;
        if (fact.match.empty() || fact.until <= now || (row.ended && *row.ended <= now)) continue;
        std::string what;
        if (const auto wrong = language::wrong_match(fact.match, site.book))
            what = *wrong;
        else if (language::never_matches(fact.match))
            what = "điều kiện không bao giờ đúng (the condition never holds)";
        else
            continue;
        warnings.push_back(
            of_site(site.config.database(),
                    fmt::format("khoảng im lặng số {0} \"{1}\": {2}; kết thúc bằng dondoc silence end {0} "
                                "(silence {0} mutes nothing)",
                                fact.id, fact.match, what)));
    }
}

/// What only the database shows. Nothing where there is none to look into.
config::Problems database_warnings(Context& context, const config::Site& site) {
    config::Problems warnings;
    if (std::error_code error; !std::filesystem::exists(site.config.database(), error)) return warnings;
    const auto now = site.config.local(context.clock());
    try {
        const auto store = store::open_sqlite(site.config.database());
        find_unsettled(*store, site, rules::dates::date_of(now), warnings);
        find_idle_silences(*store, site, now, warnings);
    } catch (const store::StoreError&) {
        return warnings;  // the commands that need the database say what is wrong with it
    }
    return warnings;
}

/// Whether the tests beside the rules can be run; what they say is for `dondoc test`.
bool check_tests(const Context& context, const config::Site& site, config::Problems& problems) {
    TestSources sources(context, &site);
    bool all = true;
    for (const std::string& path : config::rule_test_files(site.config.rules_dir))
        all = sources.load(path, problems).has_value() && all;
    return all;
}

/// The folder's configuration; a file is one itself.
std::string config_of(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error) ? path : path + "/dondoc.yaml";
}

ExitCode show(Context& context) {
    const auto loaded = config::load_site(context.config_path(), context.clock());
    config::Problems problems = loaded ? (*loaded)->warnings : loaded.error();
    bool all_good = loaded.has_value();
    if (loaded) {
        const auto& templates = (*loaded)->template_problems;
        problems.insert(problems.end(), templates.begin(), templates.end());
        for (const auto& found :
             {config::doubts_about_named_files((*loaded)->config), database_warnings(context, **loaded)})
            problems.insert(problems.end(), found.begin(), found.end());
        // Templates that are broken stop nothing else, yet they are not right.
        const bool templates_good = std::none_of(problems.begin(), problems.end(), [](const auto& problem) {
            return problem.level == language::Problem::Level::error;
        });
        all_good = check_tests(context, **loaded, problems) && templates_good;
    }
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const auto& problem : problems) list.push_back(to_json(problem));
        output.print(boost::json::object{{"good", all_good}, {"problems", list}});
    } else {
        output.out << config::format(problems);
        if (all_good) {
            const auto& book = (*loaded)->book;
            output.out << fmt::format("Tốt: {} đơn vị, {} chế độ báo cáo, {} chính sách nhắc, {} năm lịch (good)\n",
                                      book.units.size(), book.reports.size(), book.policies.size(),
                                      book.calendar.years().size());
        }
    }
    return all_good ? good : data_wrong;
}

}  // namespace

void add_check(CLI::App& app, Run& chosen) {
    auto* command = app.add_subcommand("check", "Kiểm tra mọi tệp cấu hình (are the files right)");
    auto directory = std::make_shared<std::string>();
    command->add_option("DIR", *directory, "Thư mục có dondoc.yaml (directory with dondoc.yaml)");
    command->callback([&chosen, directory] {
        chosen = [directory](Context& context) {
            if (!directory->empty()) context.use_config(config_of(*directory));
            return show(context);
        };
    });
}

}  // namespace dondoc::cli
