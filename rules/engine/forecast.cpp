#include "rules/engine/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace rules::engine {
namespace {

using Change = ForecastDifference::Change;
using Kind = ForecastLine::Kind;

using Positions = std::vector<std::uint32_t>;

/// What belongs together: everything that one recipient hears of one subject.
auto group_of(const ForecastLine& line) {
    return std::make_tuple(line.subject, line.recipient);
}

Positions grouped(const std::vector<ForecastLine>& lines) {
    Positions order(lines.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&lines](std::uint32_t a, std::uint32_t b) {
        return std::make_tuple(group_of(lines[a]), a) < std::make_tuple(group_of(lines[b]), b);
    });
    return order;
}

class Comparison {
public:
    Comparison(const std::vector<ForecastLine>& before, const std::vector<ForecastLine>& after)
        : before_(before), after_(after) {}

    ForecastDifference run() {
        result_.counts.before = before_.size();
        result_.counts.after = after_.size();
        const Positions olds = grouped(before_);
        const Positions news = grouped(after_);
        auto old = olds.begin();
        auto now = news.begin();
        while (old != olds.end() || now != news.end()) {
            const bool old_first =
                now == news.end() || (old != olds.end() && group_of(before_[*old]) <= group_of(after_[*now]));
            const auto group = old_first ? group_of(before_[*old]) : group_of(after_[*now]);
            left_.clear();
            came_.clear();
            for (; old != olds.end() && group_of(before_[*old]) == group; ++old) left_.push_back(*old);
            for (; now != news.end() && group_of(after_[*now]) == group; ++now) came_.push_back(*now);
            compare_group();
        }
        sort_lines();
        return std::move(result_);
    }

private:
    void compare_group() {
        const auto moved = [this](std::uint32_t old, std::uint32_t now) { add_moved(old, now); };
        pair_by([](const ForecastLine& line) { return line.at; }, [](std::uint32_t, std::uint32_t) {});
        pair_by([](const ForecastLine& line) { return line.stage; }, moved);
        pair_by([](const ForecastLine& line) { return line.kind; }, moved);
        for (const std::uint32_t old : left_) add(Change::removed, old, 0);
        for (const std::uint32_t now : came_) add(Change::added, 0, now);
    }

    /// Takes what has the same key on both sides out of the group, the earliest with the earliest.
    template <class Key, class Use>
    void pair_by(Key key, Use use) {
        if (left_.empty() || came_.empty()) return;
        sort_by(key, before_, left_);
        sort_by(key, after_, came_);
        Positions left;
        Positions came;
        auto old = left_.begin();
        auto now = came_.begin();
        while (old != left_.end() && now != came_.end()) {
            const auto was = key(before_[*old]);
            const auto is = key(after_[*now]);
            if (was < is) {
                left.push_back(*old++);
            } else if (is < was) {
                came.push_back(*now++);
            } else {
                use(*old++, *now++);
            }
        }
        left.insert(left.end(), old, left_.end());
        came.insert(came.end(), now, came_.end());
        left_ = std::move(left);
        came_ = std::move(came);
    }

    template <class Key>
    static void sort_by(Key key, const std::vector<ForecastLine>& lines, Positions& positions) {
        std::sort(positions.begin(), positions.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::make_tuple(key(lines[a]), lines[a].at, a) < std::make_tuple(key(lines[b]), lines[b].at, b);
        });
    }

    void add_moved(std::uint32_t old, std::uint32_t now) {
        const bool same_day = dates::date_of(before_[old].at) == dates::date_of(after_[now].at);
        add(same_day ? Change::retimed : Change::moved, old, now);
    }

    void add(Change change, std::uint32_t old, std::uint32_t now) {
        result_.lines.push_back({change, old, now});
        switch (change) {
            case Change::added: ++result_.counts.added; break;
            case Change::removed: ++result_.counts.removed; break;
            case Change::moved: ++result_.counts.moved; break;
            case Change::retimed: ++result_.counts.retimed; break;
        }
    }

    const ForecastLine& shown(const ForecastDifference::Line& line) const {
        return line.change == Change::removed ? before_[line.before] : after_[line.after];
    }

    void sort_lines() {
        const auto place = [this](const ForecastDifference::Line& line) {
            const ForecastLine& at = shown(line);
            return std::make_tuple(at.at, at.subject, at.recipient, line.change, line.before, line.after);
        };
        std::sort(result_.lines.begin(), result_.lines.end(),
                  [&place](const auto& a, const auto& b) { return place(a) < place(b); });
    }

    const std::vector<ForecastLine>& before_;
    const std::vector<ForecastLine>& after_;
    Positions left_;  ///< of the group: what no line of the other side has taken yet
    Positions came_;
    ForecastDifference result_;
};

}  // namespace

std::uint32_t SharedTexts::number(std::string_view text) {
    if (const auto found = numbers_.find(text); found != numbers_.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(texts_.size());
    numbers_.emplace(texts_.emplace_back(text), number);
    return number;
}

ForecastLine::Kind kind_of(const model::Reminder& reminder, const model::RuleBook& book) {
    if (reminder.announcement) return Kind::event;
    switch (book.policies[reminder.policy].stages[reminder.stage].kind) {
        case model::Stage::Kind::before: return Kind::before;
        case model::Stage::Kind::every: return Kind::every;
        case model::Stage::Kind::after: return Kind::after;
        case model::Stage::Kind::ask: return Kind::ask;
        case model::Stage::Kind::update: break;
    }
    return Kind::update;
}

std::string_view unit_of_recipient(std::string_view recipient, const model::RuleBook& book) {
    const auto unit = book.units.find(recipient.substr(0, recipient.find(':')));
    if (unit) return book.units[*unit].id;
    const auto office = book.units.planning_office();
    return office ? std::string_view(book.units[*office].id) : std::string_view();
}

void add_lines(const model::Decision& decision, const model::Snapshot& snapshot, const model::RuleBook& book,
               SharedTexts& texts, std::vector<ForecastLine>& out) {
    for (const model::Reminder& reminder : decision.reminders) {
        if (reminder.outcome != model::Reminder::Outcome::send) continue;
        const bool of_rule = reminder.occurrence.kind == model::SubjectKind::report ||
                             reminder.occurrence.kind == model::SubjectKind::indicator;
        out.push_back({.at = decision.until,
                       .subject = texts.number(model::subject_key(reminder.occurrence, snapshot, book).text()),
                       .recipient = texts.number(model::recipient_name(reminder.recipient, book)),
                       .unit = texts.number(book.units[reminder.recipient.unit].id),
                       .stage = texts.number(model::stage_name(reminder, snapshot, book)),
                       .policy = texts.number(book.policies[reminder.policy].id),
                       .rule = texts.number(of_rule ? std::string_view(book.reports[reminder.occurrence.index].id)
                                                    : std::string_view()),
                       .kind = kind_of(reminder, book)});
    }
    for (const model::Alert& alert : decision.alerts) {
        for (const std::string& recipient : alert.recipients) {
            out.push_back({.at = decision.until,
                           .subject = texts.number(alert.key),
                           .recipient = texts.number(recipient),
                           .unit = texts.number(unit_of_recipient(recipient, book)),
                           .stage = texts.number(fmt::format("check:{}", model::alert_kind_name(alert.kind))),
                           .policy = texts.number({}),
                           .rule = texts.number(alert.check),
                           .kind = Kind::check});
        }
    }
}

std::vector<ForecastLine> forecast(model::Snapshot snapshot, const model::RuleBook& book, dates::LocalTime from,
                                   dates::LocalTime until, SharedTexts& texts) {
    std::vector<ForecastLine> lines;
    simulate(std::move(snapshot), book, from, until, [&](const model::Decision& decision, const model::Snapshot& now) {
        add_lines(decision, now, book, texts, lines);
    });
    return lines;
}

ForecastDifference difference(const std::vector<ForecastLine>& before, const std::vector<ForecastLine>& after) {
    return Comparison(before, after).run();
}

std::vector<CountedText> counted_by(std::uint32_t ForecastLine::*field, const ForecastDifference& difference,
                                    const std::vector<ForecastLine>& before, const std::vector<ForecastLine>& after,
                                    const SharedTexts& texts) {
    std::map<std::uint32_t, DifferenceCounts> counts;
    for (const ForecastLine& line : before) ++counts[line.*field].before;
    for (const ForecastLine& line : after) ++counts[line.*field].after;
    for (const ForecastDifference::Line& line : difference.lines) {
        switch (line.change) {
            case Change::added: ++counts[after[line.after].*field].added; break;
            case Change::removed: ++counts[before[line.before].*field].removed; break;
            case Change::moved: ++counts[after[line.after].*field].moved; break;
            case Change::retimed: ++counts[after[line.after].*field].retimed; break;
        }
    }
    std::vector<CountedText> result;
    for (const auto& [number, count] : counts) {
        if (count.any()) result.push_back({texts[number], count});
    }
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.text < b.text; });
    return result;
}

}  // namespace rules::engine
