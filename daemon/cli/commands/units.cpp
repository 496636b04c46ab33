#include "daemon/cli/commands/commands.hpp"

#include "rules/model/unit_match.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <ostream>

namespace dondoc::cli {

namespace {

namespace model = rules::model;
namespace json = boost::json;
using How = model::UnitMatch::How;

struct Arguments {
    std::string name;
    std::string on;
};

std::string list(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, "; "));
}

json::array to_array(const std::vector<std::string>& texts) {
    json::array array;
    for (const auto& text : texts) array.emplace_back(text);
    return array;
}

std::vector<std::string> ids(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& directory) {
    std::vector<std::string> result;
    for (const auto unit : units) result.push_back(directory[unit].id);
    return result;
}

std::vector<std::string> member_ids(model::UnitIndex unit, const model::UnitDirectory& units) {
    const auto members = units.expand(unit);
    return ids({members.begin(), members.end()}, units);
}

json::object to_json(model::UnitIndex index, const model::UnitDirectory& units) {
    const auto& unit = units[index];
    json::array former;
    for (const auto& name : unit.former)
        former.push_back(json::object{{"name", name.name}, {"until", rules::dates::format_iso(name.until)}});
    json::value replaced;
    if (unit.replaced)
        replaced =
            json::object{{"on", rules::dates::format_iso(unit.replaced->on)}, {"by", to_array(unit.replaced->by)}};
    return {{"id", unit.id},
            {"name", unit.name},
            {"aliases", to_array(unit.aliases)},
            {"parent", unit.parent},
            {"tags", to_array(unit.tags)},
            {"group", unit.is_group()},
            {"members", unit.is_group() ? to_array(member_ids(index, units)) : json::array()},
            {"former", former},
            {"replaced", replaced}};
}

ExitCode list_all(const Output& output, const model::UnitDirectory& units) {
    json::array rows;
    Table table({{"Mã"}, {"Tên", false, true}, {"Cấp trên"}, {"Ghi chú"}});
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto index = static_cast<model::UnitIndex>(i);
        const auto& unit = units[index];
        std::string note;
        if (unit.is_group()) note = fmt::format("nhóm, {} đơn vị", units.expand(index).size());
        if (unit.replaced)
            note = fmt::format("hết từ {}, kế thừa: {}", rules::dates::format_vi(unit.replaced->on),
                               unit.replaced->by.empty() ? "không có" : list(unit.replaced->by));
        table.add({{unit.id}, {unit.name}, {unit.parent}, {note, unit.replaced ? Colour::grey : Colour::none}});
        if (output.json) rows.push_back(to_json(index, units));
    }
    output.json ? output.print(rows) : output.print(table);
    return good;
}

std::string_view how_vi(How how) noexcept {
    switch (how) {
        case How::unknown: return "không có trong danh bạ";
        case How::ambiguous: return "tên của nhiều đơn vị";
        case How::open: return "nói chung chung, không nêu là ai";
        case How::name: return "đúng tên hoặc tên khác";
        case How::spelling: return "đúng tên, viết theo cách khác";
        case How::abbreviation: return "viết tắt";
        case How::members: return "nhóm gồm đúng các đơn vị ấy";
    }
    return "";
}

ExitCode explain(const Output& output, const model::UnitDirectory& units, const std::string& name,
                 std::optional<rules::dates::Date> on) {
    const auto match = model::UnitMatcher(units, on).match(name);
    const ExitCode code = match.unit ? good : data_wrong;
    if (output.json) {
        output.print(json::object{{"name", name},
                                  {"how", std::string(model::how_name(match.how))},
                                  {"unit", match.unit ? json::value(to_json(*match.unit, units)) : json::value()},
                                  {"title", match.title},
                                  {"parent", match.parent},
                                  {"candidates", to_array(ids(match.candidates, units))},
                                  {"suggestion", match.suggestion}});
        return code;
    }
    Table table({{"Mục"}, {"Nghĩa", false, true}});
    table.add({{"Tên ghi"}, {name}});
    table.add({{"Hiểu theo"},
               {fmt::format("{} ({})", how_vi(match.how), model::how_name(match.how)),
                match.unit ? Colour::green : Colour::red}});
    const auto row = [&](const char* title, const std::string& text) {
        if (!text.empty()) table.add({{title}, {text}});
    };
    if (match.unit) {
        const auto& unit = units[*match.unit];
        row("Đơn vị", fmt::format("{} ({})", unit.name, unit.id));
        if (unit.is_group()) row("Gồm", list(member_ids(*match.unit, units)));
        if (unit.replaced)
            row("Hết hoạt động",
                fmt::format("{}, kế thừa: {}", rules::dates::format_vi(unit.replaced->on), list(unit.replaced->by)));
    }
    row("Chức danh", match.title);
    row("Thuộc", match.parent);
    row("Có thể là", list(ids(match.candidates, units)));
    row("Gần giống", match.suggestion);
    output.print(table);
    return code;
}

}  // namespace

void add_units(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("units", "Danh bạ đơn vị, hoặc một tên được hiểu là ai (the register of units)");
    command->add_option("NAME", arguments->name, "Tên đơn vị như văn bản ghi (a name as written)");
    command->add_option("--on", arguments->on, "Ngày của văn bản, cho tên đã đổi (day of the document)");
    command->callback([&chosen, arguments] {
        chosen = [arguments](Context& context) {
            const auto& units = context.site().book.units;
            if (arguments->name.empty()) return list_all(context.output(), units);
            std::optional<rules::dates::Date> on;
            if (!arguments->on.empty()) on = parse_date_option(arguments->on, "--on");
            return explain(context.output(), units, arguments->name, on);
        };
    });
}

}  // namespace dondoc::cli
