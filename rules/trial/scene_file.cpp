#include "rules/trial/scene_file.hpp"

#include "rules/deadlines/parse.hpp"
#include "rules/model/awaited.hpp"
#include "rules/trial/names.hpp"
#include "rules/trial/shapes.hpp"

#include <fmt/format.h>

#include <set>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;

constexpr int most_assignments = 20'000;

std::vector<AwaitedEvent> awaited_events(std::string_view condition) {
    std::vector<AwaitedEvent> events;
    for (const model::AwaitedWords& words : model::read_condition(condition)) {
        if (words.kind == model::AwaitedWords::Kind::event)
            events.push_back({words.core, model::make_event_id(words.words), words.words});
    }
    return events;
}

class SceneReader {
public:
    SceneReader(const language::Register& known, const dates::Calendar& calendar)
        : known_(known), calendar_(calendar) {}

    Scene read(const Node& plans) {
        Scene scene;
        for (const Node& node : read_list(plans)) {
            Fields fields(node, shapes::plan);
            if (!fields.valid()) continue;
            if (auto plan = read_plan(fields)) scene.plans.push_back(std::move(*plan));
        }
        return scene;
    }

private:
    std::optional<ScenePlan> read_plan(Fields& fields) {
        ScenePlan plan;
        const Node id = fields["id"];
        plan.plan.number = language::read_text(fields["number"]).value_or("");
        plan.plan.title = language::read_text(fields["title"]).value_or("");
        plan.plan.date = language::read_date(fields["issued"]);
        plan.imported = language::read_date(fields["imported"]);
        const Node year = fields["year"];
        const auto written = fields.integer("year");
        const Node assignments = fields["assignments"];
        const Node indicators = fields["indicators"];
        fields.reject_others();

        if (!plan.imported) plan.imported = plan.plan.date;
        if (plan.imported && plan.plan.date && *plan.imported < *plan.plan.date)
            fields.key("imported").error("imported trước issued (is before issued)");
        if (written) plan.plan.year = static_cast<int>(*written);
        if (!written && plan.plan.date) plan.plan.year = dates::year_of(*plan.plan.date);
        if (plan.plan.year == 0 && !year.exists() && !fields.key("issued").is_text()) {
            fields.node().error(
                "cần issued hoặc year: thời hạn không ghi năm là của năm đó (issued or year is needed)");
            return std::nullopt;
        }
        if (!take_id(fields, id, plan.plan)) return std::nullopt;
        for (const Node& node : read_list(assignments)) {
            if (++assignments_ > most_assignments) {
                node.error(fmt::format("một tệp có tối đa {0} nhiệm vụ (one file has at most {0} assignments)",
                                       most_assignments));
                break;
            }
            read_assignment(node, plan);
        }
        for (const Node& node : read_list(indicators)) read_indicator(node, plan);
        return plan;
    }

    bool take_id(const Fields& fields, const Node& id, model::Plan& plan) {
        if (id.exists()) {
            const auto written = ids_.read(id);
            if (!written) return false;
            plan.id = *written;
        } else {
            const std::string& name = plan.number.empty() ? plan.title : plan.number;
            if (name.empty()) {
                fields.node().error("kế hoạch cần id hoặc number (a plan needs id or number)");
                return false;
            }
            plan.id = model::make_plan_id(name, plan.year);
        }
        if (used_.insert(plan.id).second) return true;
        fields.node().error(
            fmt::format("mã \"{0}\" đã có ở kế hoạch khác; ghi id (id \"{0}\" is used; write another)", plan.id));
        return false;
    }

    std::vector<model::UnitIndex> read_units(const Node& node) const {
        std::vector<model::UnitIndex> units;
        for (const Node& item : language::read_texts(node)) {
            if (const auto unit = language::read_unit(item, known_)) units.push_back(*unit);
        }
        return units;
    }

    void read_assignment(const Node& node, ScenePlan& plan) const {
        Fields fields(node, shapes::assignment);
        if (!fields.valid()) return;
        SceneAssignment row;
        row.title = language::read_text(fields["title"]).value_or("");
        row.deliverable = language::read_text(fields["deliverable"]).value_or("");
        row.assignment.leads = read_units(fields.required("lead"));
        row.assignment.supports = read_units(fields["support"]);
        if (const auto whole = fields.integer("part_of"))
            row.assignment.parent = static_cast<std::uint32_t>(*whole - 1);
        if (row.assignment.parent != model::Assignment::no_parent &&
            row.assignment.parent >= plan.assignments.size()) {
            fields.key("part_of").error("part_of phải là số của một nhiệm vụ ở trên (must be an assignment above)");
            row.assignment.parent = model::Assignment::no_parent;
        }
        const Node deadline = fields.required("deadline");
        const auto words = language::read_text(deadline);
        fields.reject_others();
        row.assignment.seq = static_cast<std::uint32_t>(plan.assignments.size() + 1);
        if (words) {
            const auto read = deadlines::parse_deadline(
                *words, {.year = plan.plan.year, .calendar = &calendar_, .issued = plan.plan.date});
            row.assignment.deadline = read.meaning;
            row.condition = read.condition;
            if (read.meaning.has_condition) row.awaited = awaited_events(read.condition);
        }
        plan.assignments.push_back(std::move(row));
    }

    void read_indicator(const Node& node, ScenePlan& plan) const {
        Fields fields(node, shapes::indicator);
        if (!fields.valid()) return;
        model::TrackedIndicator row;
        row.name = language::read_text(fields.required("name")).value_or("");
        row.unit_of_measure = language::read_text(fields["measure"]).value_or("");
        row.owners = read_units(fields["owner"]);
        fields.reject_others();
        row.seq = static_cast<std::uint32_t>(plan.indicators.size() + 1);
        plan.indicators.push_back(std::move(row));
    }

    const language::Register& known_;
    const dates::Calendar& calendar_;
    language::Ids ids_;
    std::set<std::string> used_;
    int assignments_ = 0;
};

}  // namespace

Scene read_scene(const Node& plans, const language::Register& known, const dates::Calendar& calendar) {
    return SceneReader(known, calendar).read(plans);
}

}  // namespace rules::trial
