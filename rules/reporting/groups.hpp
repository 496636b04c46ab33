#pragma once

#include "rules/reporting/sentence.hpp"
#include "rules/reporting/times.hpp"
#include "rules/reporting/triggers.hpp"

/// Parts of a sentence that state duties together: their times share recipients.
namespace rules::reporting {

/// Units that a report goes to, as tokens.
struct Addressee {
    std::size_t at = 0;  ///< of the verb or preposition before them
    std::size_t begin = 0;
    std::size_t end = 0;
};

class GroupReader {
public:
    /// `subject` is whom the sentences before speak about. The phrase must outlive the reader.
    GroupReader(const Phrase& phrase, const deadlines::ParseContext& context, std::string_view subject);

    void read(Reading& reading);

private:
    struct Group {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::vector<Trigger> triggers;  ///< outside of purposes
        std::vector<bool> purpose;      ///< of each token from begin: "để tổng hợp, báo cáo UBND tỉnh"
        std::vector<Addressee> recipients;
        std::vector<Addressee> forwards;
        std::string via;
        std::string occasion;  ///< "đột xuất khi có yêu cầu", "kịp thời"
        std::size_t occasion_at = 0;
        bool extraordinary = false;  ///< "đột xuất" or "khi có yêu cầu" besides periods
        bool periodic = false;       ///< "định kỳ"
        bool in_purpose(std::size_t at) const { return at >= begin && at < end && purpose[at - begin]; }
    };

    std::vector<Group> split() const;
    bool goes_on(std::size_t segment, std::size_t end) const;
    void read_group(Group& group, Reading& reading);
    static void drop_preparing(Group& group);
    void mark_purposes(Group& group) const;
    bool ends_purpose(std::size_t at) const;
    void find_addressees(Group& group) const;
    bool take_advice(Group& group) const;
    void find_via(Group& group) const;
    void find_occasion(Group& group) const;
    std::vector<TimeItem> times_of(const Group& group, bool in_purpose) const;
    bool is_duty(const Group& group, const std::vector<Time>& times) const;
    bool decides_after(const Group& group) const;
    void add_forwarded(const Group& group, const std::vector<TimeItem>& items, Reading& reading) const;
    std::string recipient_for(const Group& group, std::size_t begin, std::size_t end,
                              std::span<const Time> times) const;
    std::string names(std::span<const Addressee> addressees) const;
    void note_unclear(const Group& group, Reading& reading) const;
    bool is_time(std::size_t at) const;

    const Phrase& phrase_;
    deadlines::ParseContext context_;
    std::string subject_;
    std::vector<TimeItem> times_;
    std::vector<bool> in_time_;  ///< of each token
    std::vector<Trigger> triggers_;
};

}  // namespace rules::reporting
