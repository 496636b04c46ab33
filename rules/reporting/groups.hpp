#pragma once

#include "rules/reporting/addressees.hpp"
#include "rules/reporting/occasions.hpp"
#include "rules/reporting/sentence.hpp"
#include "rules/reporting/times.hpp"

/// The duties of a sentence, clause by clause.
namespace rules::reporting {

class GroupReader {
public:
    /// `subject` is whom the sentences before speak about. The phrase must outlive the reader.
    GroupReader(const Phrase& phrase, const deadlines::ParseContext& context, std::string_view subject);

    void read(Reading& reading);

private:
    struct Group {
        Clause clause;
        std::vector<bool> purposes;
        Addressees addressees;
        Occasion occasion;
        bool in_purpose(std::size_t at) const {
            return at >= clause.begin && at < clause.end && purposes[at - clause.begin];
        }
        bool periodic = false;  ///< a day without a year comes every year
    };

    void mark_times();
    void read_clause(Clause clause, Reading& reading);
    bool keep_triggers(Group& group) const;
    std::vector<TimeItem> times_of(const Group& group, bool in_purpose) const;
    void add_duties(const Group& group, std::span<const Time> times, Reading& reading) const;
    void add_forwarded(const Group& group, std::span<const Time> times, const std::vector<TimeItem>& items,
                       Reading& reading) const;
    bool is_duty(const Group& group, const std::vector<Time>& times) const;
    bool decides_after(const Group& group) const;
    std::string recipient_for(const Group& group, std::size_t begin, std::size_t end,
                              std::span<const Time> times) const;
    void note_unclear(const Group& group, Reading& reading) const;

    const Phrase& phrase_;
    deadlines::ParseContext context_;
    std::string subject_;
    std::vector<TimeItem> times_;
    std::vector<Trigger> triggers_;
    Marks marks_;
    bool every_year_ = false;  ///< a clause before says "hằng năm"
};

}  // namespace rules::reporting
