#include "rules/reporting/subject.hpp"

#include "rules/reporting/names.hpp"

namespace rules::reporting {
namespace {

using Words = std::string_view;

constexpr Words requests[] = {"đề nghị",  "yêu cầu",           "giao",         "phân công",
                              "giao cho", "giao nhiệm vụ cho", "kính đề nghị", "giao trách nhiệm cho",
                              "chỉ đạo",  "đề nghị với",       "uỷ quyền cho", "ủy quyền cho"};

/// Name groups whose members a colon may list: "đề nghị các cơ quan: Thống kê tỉnh, Kho bạc tỉnh".
bool lists_members(const Phrase& phrase, std::size_t colon) {
    return phrase.word(colon) == ":" && phrase.is_capital(colon + 1) && begins_unit(phrase, colon + 1);
}

std::size_t request_before(const Phrase& phrase, std::size_t at) {
    for (const Words request : requests) {
        if (phrase.ends_before(at, request)) {
            const std::size_t length = phrase.has(at - 1, "cho") ? 2 : 1;
            return at >= length ? at - length : 0;
        }
    }
    return at;
}

/// "Chậm nhất ngày 22/8 các bộ gửi", "hằng năm Sở Y tế báo cáo".
bool follows_a_time(const Phrase& phrase, std::size_t at) {
    constexpr Words periods[] = {"hằng năm", "hằng quý",  "hằng tháng", "hằng tuần", "6 tháng",  "cuối quý",
                                 "cuối kỳ",  "tháng sau", "quý sau",    "năm sau",   "tiếp theo"};
    return phrase.ends_before_any(at, periods) || (phrase.is_number(at - 1) && at >= 3 && !phrase.is_capital(at - 2));
}

bool begins_clause(const Phrase& phrase, std::size_t at) {
    if (at == 0) {
        return true;
    }
    const Words before = phrase.word(at - 1);
    return before == "," || before == ";" || before == ":" || before == "-" || before == "+" || before == "." ||
           before == ")" || phrase.ends_before(at, "thì") || phrase.ends_before(at, "và") ||
           phrase.ends_before(at, "đồng thời") || phrase.ends_before(at, "riêng") ||
           phrase.ends_before(at, "đối với") || phrase.ends_before(at, "định kỳ") ||
           phrase.ends_before(at, "cơ sở đó") || phrase.ends_before(at, "sau đó") || follows_a_time(phrase, at);
}

bool asks(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, requests) || phrase.has(at, "trân trọng");
}

class SubjectFinder {
public:
    SubjectFinder(const Phrase& phrase, std::size_t end) : phrase_(phrase), end_(end) {}

    Subject run() {
        for (std::size_t at = 0; at < end_;) {
            if (phrase_.depth(at) != 0 || !begins_unit(phrase_, at)) {
                ++at;
                continue;
            }
            const std::size_t end = end_of_units(phrase_, at);
            if (lists_members(phrase_, end)) {
                const std::size_t members_end = end_of_units(phrase_, end + 1);
                take(at, end + 1, members_end);
                at = members_end;
                continue;
            }
            take(at, at, end);
            take_behind_introduction(at, end);
            at = end;
        }
        return std::move(subject_);
    }

private:
    /// `at` is where the name stands in its clause, [begin, end) what is kept of it.
    void take(std::size_t at, std::size_t begin, std::size_t end) {
        const bool requested = request_before(phrase_, at) != at;
        const bool bare = end == begin + 1 && !phrase_.is_capital(begin);  // "kế hoạch của khoa, phòng"
        if ((!requested && (bare || !begins_clause(phrase_, at))) || asks(phrase_, end)) {
            return;
        }
        const std::string names = phrase_.text(begin, std::min(end, end_));
        const bool continues = subject_.found() && gap_is_empty(subject_.end, at);
        if (continues) {
            subject_.names += "; " + names;
        } else if (requested || !subject_.requested || begins_main_clause(at)) {
            subject_.names = names;
            subject_.requested = requested;
        } else {
            return;
        }
        subject_.end = end;
    }

    /// "Trên cơ sở báo cáo của các đơn vị, Sở Xây dựng tổng hợp": the list's last name is the subject.
    void take_behind_introduction(std::size_t begin, std::size_t end) {
        constexpr Words introductions[] = {"trên cơ sở", "căn cứ", "theo", "qua", "từ", "sau khi"};
        if (!phrase_.has_any(0, introductions) || !phrase_.ends_before(begin, "của") ||
            !begins_predicate(phrase_, end)) {
            return;
        }
        std::size_t comma = end;
        while (comma > begin && phrase_.word(comma) != ",") {
            --comma;
        }
        if (comma > begin && begins_unit(phrase_, comma + 1)) {
            take(comma + 1, comma + 1, end);
        }
    }

    /// Only a comma, a semicolon or a further "đề nghị" stands between.
    bool gap_is_empty(std::size_t begin, std::size_t end) const {
        for (std::size_t at = begin; at < end; ++at) {
            const Words word = phrase_.word(at);
            if (word == "," || word == ";" || word == "và") {
                continue;
            }
            const std::size_t request = phrase_.match_any(at, requests);
            if (request == 0) {
                return false;
            }
            at += request - 1;
        }
        return true;
    }

    /// "...; Sở Y tế tổng hợp ...": a new subject even after somebody was asked.
    bool begins_main_clause(std::size_t at) const {
        constexpr Words links[] = {";", ".", "cơ sở đó", "sau đó", "riêng"};
        return phrase_.ends_before_any(at, links);
    }

    const Phrase& phrase_;
    std::size_t end_;
    Subject subject_;
};

}  // namespace

Subject find_subject(const Phrase& phrase, std::size_t end) {
    return SubjectFinder(phrase, end).run();
}

}  // namespace rules::reporting
