#include "rules/reporting/occasions.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// Occasions of a report that comes when something happens or somebody asks (Decree 09/2019 art. 4: đột xuất). The
/// first that stands in the group is shown.
constexpr Words occasions[] = {"đột xuất khi có yêu cầu",
                               "đột xuất theo yêu cầu",
                               "khi có yêu cầu",
                               "theo yêu cầu",
                               "khi được yêu cầu",
                               "đột xuất",
                               "kịp thời",
                               "khi phát sinh",
                               "khi cần",
                               "nếu cần",
                               "nếu có khó khăn",
                               "có khó khăn",
                               "gặp khó khăn",
                               "có vướng mắc",
                               "nếu có vướng mắc",
                               "phát sinh khó khăn",
                               "phát sinh vướng mắc",
                               "khó khăn , vướng mắc",
                               "khó khăn vướng mắc",
                               "ngay khi",
                               "trường hợp",
                               "theo quy định",
                               "định kỳ",
                               "định kì",
                               "thường xuyên",
                               "vấn đề phát sinh",
                               "nếu phát sinh",
                               "sau khi",
                               "ngay sau khi",
                               "kể từ khi",
                               "kể từ ngày",
                               "có vấn đề",
                               "nếu có",
                               "kết thúc"};

constexpr Words extraordinary[] = {"đột xuất", "khi có yêu cầu", "khi được yêu cầu", "theo yêu cầu"};

/// Occasions that no words after them belong to.
constexpr Words whole[] = {"định kỳ", "định kì", "kịp thời", "theo quy định", "thường xuyên"};

class Finder {
public:
    Finder(const Phrase& phrase, const Clause& clause, const std::vector<bool>& purposes, const Marks& marks)
        : phrase_(phrase), clause_(clause), purposes_(purposes), marks_(marks) {}

    Occasion run() {
        for (std::size_t at = clause_.begin; at < clause_.end; ++at) {
            if (!counts(at)) {
                continue;
            }
            found_.periodic = found_.periodic || phrase_.has(at, "định kỳ") || phrase_.has(at, "định kì");
            const bool event = phrase_.ends_before(at, "sự kiện") || phrase_.ends_before(at, "nhiệm vụ");
            found_.extraordinary = found_.extraordinary || (!event && phrase_.has_any(at, extraordinary));
        }
        find_words();
        return std::move(found_);
    }

private:
    bool counts(std::size_t at) const {
        return !purposes_[at - clause_.begin] && !marks_.is_exempt(at) && !phrase_.ends_before(at, "không");
    }

    void find_words() {
        for (const Words occasion : occasions) {
            for (std::size_t at = clause_.begin; at < clause_.end; ++at) {
                const std::size_t length = counts(at) ? phrase_.match(at, occasion) : 0;
                if (length != 0) {
                    found_.words = phrase_.text(at, end_of(at, at + length));
                    found_.at = at;
                    return;
                }
            }
        }
    }

    std::size_t end_of(std::size_t at, std::size_t end) const {
        constexpr std::size_t longest = 12;
        if (phrase_.has_any(at, whole)) {
            return end;
        }
        while (end < clause_.end && phrase_.is_word(end) && !marks_.is_time(end) && end - at < longest) {
            ++end;
        }
        return end;
    }

    const Phrase& phrase_;
    const Clause& clause_;
    const std::vector<bool>& purposes_;
    const Marks& marks_;
    Occasion found_;
};

}  // namespace

Occasion find_occasion(const Phrase& phrase, const Clause& clause, const std::vector<bool>& purposes,
                       const Marks& marks) {
    return Finder(phrase, clause, purposes, marks).run();
}

}  // namespace rules::reporting
