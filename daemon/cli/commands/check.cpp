#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <ostream>

namespace dondoc::cli {

namespace {

ExitCode show(Context& context) {
    const auto loaded = config::load_site(context.config_path());
    const config::Problems& problems = loaded ? (*loaded)->warnings : loaded.error();
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const auto& problem : problems) list.push_back(to_json(problem));
        output.print(boost::json::object{{"good", loaded.has_value()}, {"problems", list}});
    } else {
        output.out << config::format(problems);
        if (loaded) {
            const auto& book = (*loaded)->book;
            output.out << fmt::format("Tốt: {} đơn vị, {} chế độ báo cáo, {} chính sách nhắc, {} năm lịch (good)\n",
                                      book.units.size(), book.reports.size(), book.policies.size(),
                                      book.calendar.years().size());
        }
    }
    return loaded ? good : data_wrong;
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
