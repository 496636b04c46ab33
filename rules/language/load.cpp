#include "rules/language/load.hpp"

#include "rules/dates/holidays.hpp"
#include "rules/language/calendar_file.hpp"
#include "rules/language/checks_file.hpp"
#include "rules/language/condition/subject_condition.hpp"
#include "rules/language/inhibit_file.hpp"
#include "rules/language/policies_file.hpp"
#include "rules/language/policy_warnings.hpp"
#include "rules/language/report_links.hpp"
#include "rules/language/report_warnings.hpp"
#include "rules/language/reports_file.hpp"
#include "rules/language/shapes.hpp"
#include "rules/language/units_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace rules::language {
namespace {

/// Years that are computed where no file decides them.
constexpr int first_computed_year = 2018;
constexpr int last_computed_year = 2035;

/// Files in the order of their paths, so that the order in which a directory is listed changes nothing.
std::vector<const SourceFile*> by_path(const std::vector<SourceFile>& files) {
    std::vector<const SourceFile*> sorted;
    for (const SourceFile& file : files) sorted.push_back(&file);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
    return sorted;
}

/// The root of a file, absent where it could not be read; the tree lives as long as `trees`.
Node open(const SourceFile& file, Problems& problems, std::deque<YamlTree>& trees) {
    const YamlTree& tree = trees.emplace_back(file, problems);
    return tree.root() == nullptr ? Node() : Node(tree, tree.root(), nullptr);
}

class CalendarLoader {
public:
    CalendarLoader(Problems& problems, std::deque<YamlTree>& trees) : problems_(problems), trees_(trees) {}

    dates::Calendar run(const std::vector<SourceFile>& files, const std::vector<SourceFile>& official) {
        for (const SourceFile* const file : by_path(files)) take(*file, true);
        for (const SourceFile& file : official) take(file, false);
        years_ = dates::with_computed_years(std::move(years_), first_computed_year, last_computed_year);
        for (const dates::CalendarYear& site : supplements_) {
            if (find(site.year) == nullptr) years_.push_back(dates::computed_year(site.year));
            dates::supplement(*find(site.year), site);
        }
        return dates::Calendar(std::move(years_));
    }

private:
    void take(const SourceFile& source, bool of_site) {
        const Node root = open(source, problems_, trees_);
        if (!root.exists()) return;
        if (root.is_null()) {
            return root.error(
                "tệp trống, cần year, status và off (the file is empty; year, status and off are needed)");
        }
        auto file = read_calendar_file(root);
        if (!file) return;
        if (file->supplement) {
            supplements_.push_back(std::move(file->year));
        } else if (find(file->year.year) == nullptr) {
            years_.push_back(std::move(file->year));
        } else if (of_site) {
            root.error(
                fmt::format("năm {0} đã có tệp khác; ngày riêng của đơn vị ghi trong tệp có supplement: {0} (year {0} "
                            "is already in another file; days of your own go into a file with supplement)",
                            file->year.year));
        }
    }

    dates::CalendarYear* find(int year) {
        const auto found = std::find_if(years_.begin(), years_.end(),
                                        [year](const dates::CalendarYear& entry) { return entry.year == year; });
        return found == years_.end() ? nullptr : &*found;
    }

    Problems& problems_;
    std::deque<YamlTree>& trees_;
    std::vector<dates::CalendarYear> years_;
    std::vector<dates::CalendarYear> supplements_;
};

class Loader {
public:
    Loaded run(const Sources& sources) {
        if (sources.channels) known_.channels = &*sources.channels;
        today_ = sources.today;
        load_units(sources.units);
        book_.calendar = CalendarLoader(problems_, trees_).run(sources.calendars, sources.official_calendars);
        load_rules(sources.rules);
        const bool good = !problems_.has_errors();
        Loaded loaded;
        loaded.problems = std::move(problems_).take();
        if (good) loaded.book = std::move(book_);
        return loaded;
    }

private:
    void load_units(const SourceFile& file) {
        const Node root = open(file, problems_, trees_);
        if (!root.exists()) return;
        if (root.is_null()) {
            return root.error("tệp trống, cần mục units (the file is empty; units are needed)");
        }
        book_.units = read_units(root, known_);
        known_.units = &book_.units;
    }

    /// Reports first: conditions of policies may name them.
    void load_rules(const std::vector<SourceFile>& files) {
        std::vector<Fields> rules;
        for (const SourceFile* const file : by_path(files)) {
            const Node root = open(*file, problems_, trees_);
            if (root.is_null()) root.warning("tệp không có quy tắc nào (the file holds no rules)");
            if (root.exists() && !root.is_null()) rules.emplace_back(root, shapes::rules_file);
        }
        Ids report_ids;
        std::vector<ReadReport> reports;
        for (Fields& file : rules) read_reports(file["reports"], known_, book_.calendar, report_ids, reports);
        link_reports(reports, book_.calendar);
        warn_about_reports(reports, book_.units, book_.calendar, today_);
        for (ReadReport& read : reports) book_.reports.push_back(std::move(read.report));
        for (Fields& file : rules) read_quiet(file["quiet"]);
        load_policies(rules);
        Ids check_ids;
        for (Fields& file : rules) read_checks(file["checks"], known_, check_ids, book_.checks);
        for (model::Check& check : book_.checks) {
            for (model::Audience& audience : check.to) number_address(audience);
        }
        for (const Fields& file : rules) file.reject_others();
    }

    void load_policies(std::vector<Fields>& rules) {
        std::vector<std::string> report_names;
        for (const model::ReportRule& report : book_.reports) report_names.push_back(report.id);
        const condition::Schema subject = condition::subject_schema(known_.units, report_names);
        const condition::Schema with_status = condition::inhibit_schema(known_.units, report_names);
        for (Fields& file : rules) read_inhibitions(file["inhibit"], with_status, book_.inhibitions);
        Ids ids;
        std::vector<ReadPolicy> policies;
        for (Fields& file : rules) read_policies(file["policies"], known_, subject, ids, policies);
        resolve_uses(policies);
        check_policies(policies, book_.reports, book_.calendar);
        check_send_times(policies, book_.quiet);
        for (ReadPolicy& read : policies) book_.policies.push_back(std::move(read.policy));
        if (policies.empty()) book_.policies.push_back(default_policy());
        for (model::Policy& policy : book_.policies) {
            for (model::Stage& stage : policy.stages) number_address(stage.audience);
        }
    }

    void number_address(model::Audience& audience) {
        if (audience.kind != model::Audience::Kind::address) return;
        const auto found = std::find(book_.addresses.begin(), book_.addresses.end(), audience.contact);
        audience.address = static_cast<std::uint16_t>(found - book_.addresses.begin() + 1);
        if (found == book_.addresses.end()) book_.addresses.push_back(audience.contact);
    }

    void read_quiet(const Node& node) {
        if (!node.exists()) return;
        if (quiet_.exists()) {
            const model::SourcePlace first = quiet_.place();
            return node.error(
                fmt::format("quiet đã ghi ở {0}:{1} (quiet is already given at {0}:{1})", first.path, first.line));
        }
        quiet_ = node;
        if (const auto hours = read_quiet_hours(node)) book_.quiet = *hours;
    }

    Problems problems_;
    std::deque<YamlTree> trees_;
    model::RuleBook book_;
    Register known_;
    Node quiet_;
    std::optional<dates::Date> today_;
};

}  // namespace

LoadedCalendar load_calendar(const std::vector<SourceFile>& calendars, const std::vector<SourceFile>& official) {
    Problems problems;
    std::deque<YamlTree> trees;
    LoadedCalendar loaded{CalendarLoader(problems, trees).run(calendars, official), {}};
    loaded.problems = std::move(problems).take();
    return loaded;
}

Loaded load(const Sources& sources) {
    return Loader().run(sources);
}

}  // namespace rules::language
