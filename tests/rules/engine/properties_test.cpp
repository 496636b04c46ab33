#include "tests/rules/engine/world.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <algorithm>
#include <set>

/// What holds for any plan and any way of being awake.
namespace rules::engine {
namespace {

using namespace test;
using A = model::Audience::Kind;
using Keys = std::set<std::string>;
using Outcome = model::Reminder::Outcome;

constexpr int year_of_days = 365;

dates::Date some_day(int last = year_of_days) {
    return day("2026-01-05") + std::chrono::days{*rc::gen::inRange(0, last)};
}

model::Policy some_policy() {
    const auto offsets = [](std::initializer_list<const char*> all) {
        return std::string(*rc::gen::elementOf(std::vector<std::string>(all.begin(), all.end())));
    };
    std::vector<model::Stage> stages;
    const int count = *rc::gen::inRange(1, 7);
    for (int i = 0; i < count; ++i) {
        const auto audience = *rc::gen::element(A::lead, A::support, A::unit_head, A::unit_parent, A::planning_office);
        const int kind = *rc::gen::inRange(0, 5);
        if (kind <= 1)
            stages.push_back(before(offsets({"0d", "1d", "2d", "7d", "30d", "1wd", "3wd"}), audience));
        else if (kind == 2)
            stages.push_back(after(offsets({"1d", "3d", "1wd", "5wd"}), audience));
        else
            stages.push_back(every(offsets({"1d", "2wd", "7d"}), offsets({"", "10d", "5wd"}), audience));
        if (kind == 4) stages.back().kind = model::Stage::Kind::update;
        if (stages.back().repeats()) stages.back().limit = *rc::gen::element(0, 0, 1, 3);
    }
    return policy(std::move(stages));
}

void add_some_assignment(World& world) {
    auto& assignment = world.add(dates::format_iso(some_day()));
    const auto some_units = [&world](int most) {
        std::vector<model::UnitIndex> units;
        const int count = *rc::gen::inRange(0, most + 1);
        for (int i = 0; i < count; ++i) {
            units.push_back(
                world.unit(*rc::gen::element<std::string>("so-a", "so-b", "xa-1", "cac-xa", "tat-ca", "ke-hoach")));
        }
        return units;
    };
    assignment.leads = some_units(2);
    assignment.supports = some_units(2);
    if (*rc::gen::inRange(0, 4) == 0) {
        world.facts(assignment).extensions = {{"", some_day(), "gia hạn", some_day()}};
    }
    if (*rc::gen::inRange(0, 4) == 0) world.facts(assignment).progress = {{some_day(), 50, ""}};
}

World some_world() {
    World world;
    world.book.policies = {some_policy()};
    const int count = *rc::gen::inRange(1, 12);
    for (int i = 0; i < count; ++i) add_some_assignment(world);
    return world;
}

dates::LocalTime morning(int day_number) {
    return dates::at(day("2026-01-05") + std::chrono::days{day_number}, std::chrono::hours{8});
}

struct Heard {
    std::vector<model::Reminder> reminders;
    Keys keys(const World& world, Outcome outcome, bool with_late = true) const {
        Keys all;
        for (const auto& reminder : reminders) {
            if (reminder.outcome != outcome || (reminder.late && !with_late)) continue;
            all.insert(model::reminder_key(reminder, world.snapshot, world.book));
        }
        return all;
    }
};

Heard hear(const World& world, const std::vector<dates::LocalTime>& wake_ups) {
    const Agenda agenda(world.snapshot, world.book, dates::date_of(wake_ups.back()));
    Heard heard;
    for (std::size_t i = 1; i < wake_ups.size(); ++i) {
        const auto decision = agenda.evaluate({wake_ups[i - 1], wake_ups[i]});
        heard.reminders.insert(heard.reminders.end(), decision.reminders.begin(), decision.reminders.end());
    }
    return heard;
}

std::vector<dates::LocalTime> every_morning() {
    std::vector<dates::LocalTime> times;
    for (int i = 0; i <= year_of_days; ++i) times.push_back(morning(i));
    return times;
}

std::vector<dates::LocalTime> at_random() {
    std::vector<dates::LocalTime> times{morning(0), morning(year_of_days)};
    const int count = *rc::gen::inRange(0, 60);
    for (int i = 0; i < count; ++i) {
        times.push_back(morning(*rc::gen::inRange(0, year_of_days)) +
                        std::chrono::seconds{*rc::gen::inRange(0, 86400)});
    }
    std::sort(times.begin(), times.end());
    return times;
}

bool is_subset(const Keys& a, const Keys& b) {
    return std::includes(b.begin(), b.end(), a.begin(), a.end());
}

/// Without repeats of `every` stages, whose older ones are not recorded one by one.
Keys without_repeats(const Heard& heard, const World& world) {
    Heard rest;
    for (const auto& reminder : heard.reminders) {
        if (!world.book.policies[0].stages[reminder.stage].repeats()) rest.reminders.push_back(reminder);
    }
    return rest.keys(world, Outcome::send);
}

RC_GTEST_PROP(Properties, sleeping_through_says_nothing_new_and_forgets_nothing, ()) {
    const World world = some_world();
    const Heard daily = hear(world, every_morning());
    const Heard seldom = hear(world, at_random());
    const Keys said = seldom.keys(world, Outcome::send);
    RC_ASSERT(is_subset(said, daily.keys(world, Outcome::send)));
    Keys known = said;
    known.merge(seldom.keys(world, Outcome::skipped));
    RC_ASSERT(is_subset(without_repeats(daily, world), known));
    RC_ASSERT(daily.keys(world, Outcome::skipped).empty());
}

RC_GTEST_PROP(Properties, waking_more_often_changes_nothing, ()) {
    const World world = some_world();
    auto often = every_morning();
    for (const auto& time : at_random()) often.push_back(time);
    std::sort(often.begin(), often.end());
    const Heard daily = hear(world, every_morning());
    RC_ASSERT(hear(world, often).keys(world, Outcome::send) == daily.keys(world, Outcome::send));
    RC_ASSERT(daily.keys(world, Outcome::send) == daily.keys(world, Outcome::send, false));
}

RC_GTEST_PROP(Properties, waking_up_when_told_to_is_enough, ()) {
    const World world = some_world();
    const Agenda agenda(world.snapshot, world.book, dates::date_of(morning(year_of_days)));
    std::vector<dates::LocalTime> told{morning(0)};
    while (const auto next = agenda.next_wake_up(told.back())) {
        if (*next >= morning(year_of_days)) break;
        told.push_back(*next);
    }
    told.push_back(morning(year_of_days));
    RC_ASSERT(hear(world, told).keys(world, Outcome::send) == hear(world, every_morning()).keys(world, Outcome::send));
}

RC_GTEST_PROP(Properties, identities_are_unique_and_days_are_working_days, ()) {
    const World world = some_world();
    const Heard heard = hear(world, at_random());
    Keys seen;
    for (const auto& reminder : heard.reminders) {
        const std::string key = model::reminder_key(reminder, world.snapshot, world.book);
        RC_LOG() << key << " on " << dates::format_iso(reminder.day) << " outcome "
                 << static_cast<int>(reminder.outcome) << " stage " << reminder.stage << " repeat " << reminder.repeat
                 << "\n";
        RC_ASSERT(seen.insert(key).second);
        RC_ASSERT(world.book.calendar.is_working_day(reminder.day));
    }
}

RC_GTEST_PROP(Properties, the_order_of_subjects_does_not_matter, ()) {
    World world = some_world();
    const auto times = at_random();
    const Keys before_shuffle = hear(world, times).keys(world, Outcome::send);
    auto& all = world.snapshot.assignments;
    for (std::size_t i = 1; i < all.size(); ++i) std::swap(all[i], all[*rc::gen::inRange<std::size_t>(0, i + 1)]);
    RC_ASSERT(hear(world, times).keys(world, Outcome::send) == before_shuffle);
}

/// What a store would do between cycles: remember keys, forget freshness.
void remember(World& world, const model::Decision& decision, Keys& ever) {
    for (const auto& reminder : decision.reminders) {
        const std::string key = model::reminder_key(reminder, world.snapshot, world.book);
        RC_ASSERT(ever.insert(key).second);
        world.snapshot.recorded.insert(key);
    }
    for (auto& assignment : world.snapshot.assignments) assignment.fresh = false;
    world.snapshot.evaluated_until = decision.until;
}

RC_GTEST_PROP(Properties, nothing_is_recorded_twice_whatever_changes_between_cycles, ()) {
    World world = some_world();
    world.snapshot.evaluated_until.reset();
    Keys ever;
    for (const auto& time : at_random()) {
        const Window window{world.snapshot.evaluated_until, time};
        remember(world, evaluate(world.snapshot, world.book, window), ever);
        const auto number =
            static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(world.snapshot.assignments.size())));
        auto& changed = world.snapshot.assignments[number];
        changed.fresh = true;
        switch (*rc::gen::inRange(0, 5)) {
            case 0:
                add_some_assignment(world);
                world.snapshot.assignments.back().fresh = true;
                break;
            case 1: changed.leads = {world.unit(*rc::gen::element<std::string>("so-a", "so-b", "tat-ca"))}; break;
            case 2: world.facts(changed).extensions.push_back({"", some_day(), "gia hạn", dates::date_of(time)}); break;
            case 3: world.facts(changed).progress.push_back({dates::date_of(time), 50, ""}); break;
            default: break;
        }
    }
}

}  // namespace
}  // namespace rules::engine
