#include "rules/trial/test_file.hpp"

#include "rules/trial/expectations_file.hpp"
#include "rules/trial/facts_file.hpp"
#include "rules/trial/inline_file.hpp"
#include "rules/trial/rows_file.hpp"
#include "rules/trial/scene_file.hpp"
#include "rules/trial/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;

void add(std::vector<language::Problem>& to, language::Problems&& problems) {
    auto all = std::move(problems).take();
    std::move(all.begin(), all.end(), std::back_inserter(to));
}

/// Whether there is more than an empty list or mapping.
bool says_something(const Node& node) {
    return node.exists() && (node.is_text() || !node.value()->entries.empty());
}

class TestReader {
public:
    TestReader(const NameReader& names, const std::vector<Fact>& facts) : names_(names), facts_(facts), rows_(names) {}

    std::vector<Test> read(const Node& list) {
        std::vector<Test> tests;
        if (!list.exists() || (list.is_list() && list.items().empty())) {
            if (list.exists()) list.error("chưa có bài thử nào (there are no tests)");
            return tests;
        }
        for (const Node& node : read_list(list)) {
            Fields fields(node, shapes::test);
            if (!fields.valid()) continue;
            if (tests.size() == most_tests) {
                node.error(fmt::format("một tệp có tối đa {0} bài thử (one file has at most {0} tests)", most_tests));
                break;
            }
            Test& test = tests.emplace_back();
            test.place = node.place();
            read_test(fields, test);
        }
        return tests;
    }

private:
    void read_test(Fields& fields, Test& test) {
        read_name(fields.required("name"), test);
        const bool good_days = read_days(fields, test);
        test.only = read_filter(fields["only"], names_);
        test.facts = read_facts(fields["facts"], names_);
        read_expectations(fields, {good_days, test.from, test.to}, test);
        read_since(fields["since"], test);
        fields.reject_others();
    }

    void read_name(const Node& node, Test& test) {
        const auto name = language::read_text(node);
        if (!name) return;
        test.name = *name;
        const auto [first, added] = known_names_.emplace(*name, node.place());
        if (!added) {
            node.error(fmt::format("đã có bài thử cùng tên ở dòng {0} (the test of line {0} has this name)",
                                   first->second.line));
        }
    }

    void read_expectations(Fields& fields, const DayLimits& days, Test& test) {
        const Node reminders = fields["reminders"];
        const Node includes = fields["includes"];
        const Node alerts = fields["alerts"];
        const Node statuses = fields["statuses"];
        const Node due = fields["due"];
        const Node reporters = fields["reporters"];
        if (reminders.exists()) {
            test.reminders_place = reminders.place();
            test.reminders = rows_.reminders(reminders, days);
        }
        test.includes = rows_.reminders(includes, days);
        if (alerts.exists()) {
            test.alerts_place = alerts.place();
            test.alerts = rows_.alerts(alerts, days);
        }
        test.statuses = read_statuses(statuses, names_);
        read_dues(due, names_, test);
        test.reporters = read_expected_reporters(reporters, names_);
        const bool of_days =
            reminders.exists() || alerts.exists() || says_something(includes) || !test.all_dues.empty();
        if (of_days && !test.has_days) {
            fields.node().error("thiếu ngày: from và to, hoặc on (days are missing: from and to, or on)");
        } else if (!of_days && !says_something(statuses) && !says_something(due) && !says_something(reporters)) {
            fields.node().error(
                "bài thử chờ gì? cần reminders, includes, alerts, statuses, due hoặc reporters (what does the test "
                "expect?)");
        }
    }

    /// Whether days are written, and are good.
    static bool read_days(Fields& fields, Test& test) {
        const Node on_node = fields["on"];
        const Node from_node = fields["from"];
        const Node to_node = fields["to"];
        const auto on = language::read_date(on_node);
        const auto from = language::read_date(from_node);
        const auto to = language::read_date(to_node);
        test.has_days = on_node.exists() || from_node.exists() || to_node.exists();
        if (on_node.exists() && (from_node.exists() || to_node.exists())) {
            on_node.error("ghi on, hoặc from và to (either on, or from and to)");
            return false;
        }
        if (from_node.exists() != to_node.exists())
            fields.node().error("from và to đi cùng nhau (from and to belong together)");
        if (!on && (!from || !to)) return false;
        test.from = on ? *on : *from;
        test.to = on ? *on : *to;
        if (test.to < test.from) to_node.error("to trước from (is before from)");
        if (test.to - test.from <= longest) return test.from <= test.to;
        to_node.error("một bài thử dài nhất 10 năm (a test spans at most ten years)");
        test.to = test.from;
        return false;
    }

    void read_since(const Node& node, Test& test) const {
        if (!test.has_days) take_all_days(test);
        const auto since = language::read_date(node);
        test.since = since ? *since : dates::clamped_date(dates::year_of(test.from), 1, 1);
        if (since && test.since > test.to)
            node.error("since sau những ngày của bài thử (is after the days of the test)");
        if (since && test.from - test.since > longest)
            node.error("since trước from không quá 10 năm (since is at most ten years before from)");
    }

    /// Where no days are written all that the test speaks of lies within its days.
    void take_all_days(Test& test) const {
        std::vector<dates::Date> days;
        for (const ScenePlan& plan : names_.subjects().scene().plans) {
            if (plan.imported) days.push_back(*plan.imported);
        }
        for (const std::vector<Fact>* facts : {&facts_, &std::as_const(test.facts)}) {
            for (const Fact& fact : *facts) {
                if (fact.on) days.push_back(*fact.on);
            }
        }
        for (const ExpectedStatus& status : test.statuses) days.push_back(status.day);
        for (const ExpectedDue& due : test.dues) {
            if (due.due) days.push_back(*due.due);
        }
        if (days.empty()) return;
        const auto [first, last] = std::minmax_element(days.begin(), days.end());
        test.to = *last;
        test.from = std::max(*first, test.to - longest);
    }

    static constexpr std::chrono::days longest{3660};

    const NameReader& names_;
    const std::vector<Fact>& facts_;  ///< of the file
    RowReader rows_;
    std::map<std::string, model::SourcePlace> known_names_;
};

}  // namespace

Header read_header(const language::SourceFile& file, std::vector<language::Problem>& problems) {
    Header header;
    language::Problems found;
    const language::YamlTree tree(file, found);
    if (tree.root() != nullptr) {
        const Node root(tree, tree.root(), nullptr);
        if (root.is_null()) root.error("tệp trống, cần mục tests (the file is empty; tests are needed)");
        Fields fields(root.is_null() ? Node() : root);
        for (const Node& item : language::read_texts(fields["rules"])) header.rules.push_back(item.text());
        const Node units = fields["units"];
        if (units.is_map()) {
            header.units = inline_file(file, units);
        } else {
            header.units_path = language::read_text(units);
        }
        for (const Node& item : fields["calendars"].items()) header.calendars.push_back(inline_file(file, item));
    }
    add(problems, std::move(found));
    return header;
}

TestFile read_tests(const language::SourceFile& file, const model::RuleBook& book,
                    std::vector<language::Problem>& problems) {
    TestFile read;
    language::Problems found;
    const language::YamlTree tree(file, found);
    if (tree.root() != nullptr && tree.root()->kind != language::YamlValue::Kind::null) {
        Fields fields(Node(tree, tree.root(), nullptr), shapes::test_file);
        for (const std::string_view key : {"rules", "units", "calendars"}) (void)fields[key];  // the header's
        const language::Register known{&book.units, nullptr};
        read.scene = read_scene(fields["plans"], known, book.calendar);
        const Subjects subjects(read.scene, book);
        const NameReader names(subjects, known);
        read.facts = read_facts(fields["facts"], names);
        read.tests = TestReader(names, read.facts).read(fields.required("tests"));
        fields.reject_others();
    }
    add(problems, std::move(found));
    return read;
}

}  // namespace rules::trial
