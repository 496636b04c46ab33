#include "rules/trial/test_file.hpp"

#include "rules/trial/expectations_file.hpp"
#include "rules/trial/inline_file.hpp"
#include "rules/trial/scene_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
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

class TestReader {
public:
    TestReader(const Subjects& subjects, const language::Register& known, const std::vector<Fact>& facts)
        : subjects_(subjects), known_(known), facts_(facts), expectations_(subjects, known) {}

    std::vector<Test> read(const Node& list) {
        std::vector<Test> tests;
        if (!list.is_list()) {
            list.expected("danh sách, mỗi mục bắt đầu bằng dấu \"-\"", "a list of \"- \" items");
            return tests;
        }
        for (const Node& node : list.items()) {
            Fields fields(node);
            if (!fields.valid()) continue;
            if (tests.size() == most_tests) {
                node.error(fmt::format("một tệp có tối đa {0} bài thử (one file has at most {0} tests)", most_tests));
                break;
            }
            Test& test = tests.emplace_back();
            test.place = node.place();
            read_test(fields, test);
        }
        if (tests.empty()) list.error("chưa có bài thử nào (there are no tests)");
        return tests;
    }

private:
    void read_test(Fields& fields, Test& test) {
        read_name(fields.required("name"), test);
        const Node only = fields["only"];
        const Node on = fields["on"];
        const Node from = fields["from"];
        const Node to = fields["to"];
        const Node since = fields["since"];
        const Node facts = fields["facts"];
        test.only = expectations_.read_filter(only);
        test.facts = read_facts(facts, subjects_, known_);
        read_expectations(fields, test);
        fields.reject_others();
        read_days(fields, {on, from, to, since}, test);
    }

    void read_name(const Node& node, Test& test) {
        const auto name = language::read_text(node);
        if (!name) return;
        test.name = *name;
        const auto [first, added] = names_.emplace(*name, node.place());
        if (!added) {
            node.error(fmt::format("đã có bài thử cùng tên ở dòng {0} (the test of line {0} has this name)",
                                   first->second.line));
        }
    }

    void read_expectations(Fields& fields, Test& test) {
        const Node reminders = fields["reminders"];
        const Node includes = fields["includes"];
        const Node alerts = fields["alerts"];
        const Node statuses = fields["statuses"];
        const Node due = fields["due"];
        const Node reporters = fields["reporters"];
        if (reminders.exists()) {
            test.reminders_place = reminders.place();
            test.reminders = expectations_.read_reminders(reminders);
        }
        if (includes.exists()) test.includes = expectations_.read_reminders(includes);
        if (alerts.exists()) {
            test.alerts_place = alerts.place();
            test.alerts = expectations_.read_alerts(alerts);
        }
        expectations_.read_statuses(statuses, test.statuses);
        expectations_.read_dues(due, test);
        expectations_.read_reporters(reporters, test.reporters);
        const auto expects = {reminders.exists(), includes.exists(), alerts.exists(),
                              statuses.exists(),  due.exists(),      reporters.exists()};
        if (std::none_of(expects.begin(), expects.end(), [](bool one) { return one; })) {
            fields.node().error(
                "bài thử chờ gì? cần reminders, includes, alerts, statuses, due hoặc reporters (what does the "
                "test expect?)");
        }
    }

    struct Days {
        Node on;
        Node from;
        Node to;
        Node since;
    };

    void read_days(const Fields& fields, const Days& days, Test& test) const {
        const auto on = language::read_date(days.on);
        const auto from = language::read_date(days.from);
        const auto to = language::read_date(days.to);
        if (days.on.exists() && (days.from.exists() || days.to.exists()))
            return days.on.error("ghi on, hoặc from và to (either on, or from and to)");
        if (days.from.exists() != days.to.exists())
            return fields.node().error("from và to đi cùng nhau (from and to belong together)");
        test.has_days = days.on.exists() || days.from.exists();
        if (!test.has_days) {
            if (test.reminders || !test.includes.empty() || test.alerts || !test.all_dues.empty())
                return fields.node().error("thiếu ngày: from và to, hoặc on (days are missing: from and to, or on)");
            take_all_days(test);
        } else if (on || (from && to)) {
            test.from = on ? *on : *from;
            test.to = on ? *on : *to;
        }
        if (test.to < test.from) days.to.error("to trước from (is before from)");
        if (test.to - test.from > longest) {
            days.to.error("một bài thử dài nhất 10 năm (a test spans at most ten years)");
            test.to = test.from;
        }
        const auto since = language::read_date(days.since);
        test.since = since ? *since : dates::clamped_date(dates::year_of(test.from), 1, 1);
        if (test.since > test.to) days.since.error("since sau những ngày của bài thử (is after the days of the test)");
        if (test.from - test.since > longest)
            days.since.error("since trước from không quá 10 năm (since is at most ten years before from)");
    }

    /// Where no days are written all that the test speaks of lies within its days.
    void take_all_days(Test& test) const {
        std::vector<dates::Date> days;
        for (const ScenePlan& plan : subjects_.scene().plans) {
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
        test.from = *first;
        test.to = *last;
    }

    static constexpr std::chrono::days longest{3660};

    const Subjects& subjects_;
    const language::Register& known_;
    const std::vector<Fact>& facts_;  ///< of the file
    ExpectationReader expectations_;
    std::map<std::string, model::SourcePlace> names_;
};

void reject_unknown(Fields& file) {
    for (const std::string_view key : {"rules", "units", "calendars", "plans", "facts", "tests"}) (void)file[key];
    file.reject_others();
}

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
        Fields fields(Node(tree, tree.root(), nullptr));
        reject_unknown(fields);
        const language::Register known{&book.units, nullptr};
        read.scene = read_scene(fields["plans"], known, book.calendar);
        const Subjects subjects(read.scene, book);
        read.facts = read_facts(fields["facts"], subjects, known);
        if (const Node tests = fields.required("tests"); tests.exists())
            read.tests = TestReader(subjects, known, read.facts).read(tests);
    }
    add(problems, std::move(found));
    return read;
}

}  // namespace rules::trial
