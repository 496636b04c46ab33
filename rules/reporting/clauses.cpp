#include "rules/reporting/clauses.hpp"

#include "rules/reporting/names.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;

class Splitter {
public:
    Splitter(const Phrase& phrase, const std::vector<Trigger>& triggers, const Marks& marks)
        : phrase_(phrase), triggers_(triggers), marks_(marks), triggers_before_(phrase.size() + 1, false) {
        for (const Trigger& trigger : triggers_) {
            const bool reports = trigger.kind != Trigger::Kind::prepare && !marks_.is_exempt(trigger.begin);
            triggers_before_[trigger.end] = triggers_before_[trigger.end] || reports;
        }
        for (std::size_t at = 1; at < triggers_before_.size(); ++at) {
            triggers_before_[at] = triggers_before_[at] || triggers_before_[at - 1];
        }
    }

    std::vector<Clause> run() {
        std::size_t begin = 0;
        for (std::size_t at = 0; at < phrase_.size(); ++at) {
            const bool semicolon = phrase_.word(at) == ";" && phrase_.depth(at) == 0;
            if (semicolon || begins_another(begin, at)) {
                close(begin, at, begins_another_);
                begins_another_ = !semicolon;
                begin = at + (semicolon ? 1 : 0);
            }
        }
        close(begin, phrase_.size(), begins_another_);
        hand_out_triggers();
        return std::move(clauses_);
    }

private:
    void close(std::size_t begin, std::size_t end, bool own) {
        if (!clauses_.empty() && !own && goes_on(begin, end)) {
            clauses_.back().end = end;
        } else {
            clauses_.push_back({begin, end, {}});
        }
    }

    bool goes_on(std::size_t begin, std::size_t end) const {
        constexpr Words links[] = {"và", "đồng thời", "riêng", "đối với", "còn", "-", "+"};
        constexpr Words openings[] = {"báo cáo", "gửi", "định kỳ", "đột xuất", "nộp", "trong năm", "thời hạn gửi"};
        std::size_t at = begin;
        while (at < end && phrase_.has_any(at, links)) {
            at += phrase_.match_any(at, links);
        }
        const bool opens = at < end && (marks_.is_time(at) || phrase_.has_any(at, openings));
        const Clause& before = clauses_.back();
        return triggers_before_[begin] && opens &&
               !(names_recipient(before.begin, before.end) && names_recipient(begin, end));
    }

    /// Two parts that both say whom to report to are two duties.
    bool names_recipient(std::size_t begin, std::size_t end) const {
        constexpr Words towards[] = {"về", "cho", "gửi", "gửi về", "báo cáo", "đến", "tới"};
        for (std::size_t at = begin; at < end; ++at) {
            const std::size_t length = phrase_.match_any(at, towards);
            if (length != 0 && at + length < end && begins_unit(phrase_, at + length)) {
                return true;
            }
        }
        return false;
    }

    /// Behind a duty with its time: "..., trên cơ sở đó Sở Y tế tổng hợp", "..., riêng phường Hòa Bình báo cáo".
    bool begins_another(std::size_t begin, std::size_t at) const {
        if (phrase_.word(at) != "," || phrase_.depth(at) != 0 || at == 0 || at <= begin) {
            return false;
        }
        const bool timed = marks_.is_time(at - 1) || phrase_.word(at - 1) == ")";
        constexpr Words links[] = {"trên cơ sở đó", "sau đó", "riêng", "đồng thời", "còn", "giao", "giao cho"};
        const std::size_t unit = at + 1 + phrase_.match_any(at + 1, links);
        if (!timed || !triggers_before_[at] || !begins_unit(phrase_, unit)) {
            return false;
        }
        constexpr Words verbs[] = {"tổng hợp", "có trách nhiệm", "chịu trách nhiệm", "báo cáo",
                                   "gửi",      "chủ trì",        "tham mưu",         "rà soát"};
        return phrase_.has_any(end_of_units(phrase_, unit), verbs);
    }

    void hand_out_triggers() {
        auto clause = clauses_.begin();
        for (const Trigger& trigger : triggers_) {
            while (clause != clauses_.end() && clause->end <= trigger.begin) {
                ++clause;
            }
            if (clause != clauses_.end() && trigger.begin >= clause->begin && !marks_.is_exempt(trigger.begin)) {
                clause->triggers.push_back(trigger);
            }
        }
    }

    const Phrase& phrase_;
    const std::vector<Trigger>& triggers_;
    const Marks& marks_;
    std::vector<bool> triggers_before_;  ///< whether a verb of reporting ends before a token
    std::vector<Clause> clauses_;
    bool begins_another_ = false;  ///< the part that is read has its own reporter
};

}  // namespace

std::vector<Clause> split_clauses(const Phrase& phrase, const std::vector<Trigger>& triggers, const Marks& marks) {
    return Splitter(phrase, triggers, marks).run();
}

}  // namespace rules::reporting
