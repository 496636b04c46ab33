#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/test_sources.hpp"
#include "daemon/config/source_files.hpp"
#include "rules/model/subject.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <filesystem>
#include <map>
#include <ostream>

namespace dondoc::cli {

namespace {

/// Open assignments that a unit had when it ended, and nobody is named to take them: their reminders go to the planning
/// office until the register says who. Nothing where there is no database to look into.
config::Problems unsettled_duties(Context& context, const config::Site& site) {
    config::Problems warnings;
    if (std::error_code error; !std::filesystem::exists(site.config.database(), error)) return warnings;
    const auto& units = site.book.units;
    const auto today = rules::dates::date_of(site.config.local(context.now()));
    std::map<rules::model::UnitIndex, std::vector<std::string>> open;
    try {
        const auto snapshot = store::open_sqlite(site.config.database())->snapshot(units);
        for (const auto& assignment : snapshot.assignments) {
            const auto key = rules::model::assignment_key(snapshot.plans[assignment.plan].id, assignment.seq);
            for (const auto written : assignment.leads)
                for (const auto unit : units.expand(written))
                    if (!units.heir(unit, today, key)) open[unit].push_back(key);
        }
    } catch (const store::StoreError&) {
        return warnings;  // the commands that need the database say what is wrong with it
    }
    for (const auto& [unit, keys] : open)
        warnings.push_back(
            {.level = rules::language::Problem::Level::warning,
             .place = {.path = site.config.units_file, .line = 0, .column = 0},
             .length = 0,
             .message = fmt::format("đơn vị '{}' đã kết thúc mà còn {} nhiệm vụ chưa ai kế thừa, ví dụ {}: "
                                    "ghi replaced.by hoặc duties (ended, open duties without successor)",
                                    units[unit].id, keys.size(), keys.front()),
             .line = {}});
    return warnings;
}

/// Whether the tests beside the rules can be run; what they say is for `dondoc test`.
bool check_tests(const Context& context, const config::Site& site, config::Problems& problems) {
    TestSources sources(context);
    bool all = true;
    for (const std::string& path : config::rule_test_files(site.config.rules_dir))
        all = sources.load(path, problems).has_value() && all;
    return all;
}

ExitCode show(Context& context) {
    const auto loaded = config::load_site(context.config_path());
    config::Problems problems = loaded ? (*loaded)->warnings : loaded.error();
    bool all_good = loaded.has_value();
    if (loaded) {
        const auto unsettled = unsettled_duties(context, **loaded);
        problems.insert(problems.end(), unsettled.begin(), unsettled.end());
        all_good = check_tests(context, **loaded, problems);
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
            if (!directory->empty()) context.use_config(*directory + "/dondoc.yaml");
            return show(context);
        };
    });
}

}  // namespace dondoc::cli
