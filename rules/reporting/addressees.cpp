#include "rules/reporting/addressees.hpp"

#include "rules/reporting/names.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;
using Kind = Trigger::Kind;

constexpr Words purpose_words[] = {"để", "nhằm", "phục vụ", "làm cơ sở", "làm căn cứ"};

/// A clause after a comma that begins so goes on with the duty and not with a purpose.
constexpr Words after_purpose[] = {"định kỳ",    "định kì",   "đề nghị",   "yêu cầu", "kịp thời",        "gửi",
                                   "đồng thời",  "nộp",       "thực hiện", "giao",    "báo cáo kết quả", "báo cáo gửi",
                                   "báo cáo về", "chậm nhất", "trước"};

constexpr Words towards[] = {"về",  "cho",    "tới",     "đến",     "lên",     "với",
                             "gửi", "gửi về", "gửi đến", "gửi tới", "gửi cho", "tới cho"};

/// Who passes a report on inside a purpose.
constexpr Words passing_on[] = {"báo cáo", "trình",     "tham mưu",     "gửi",        "báo cáo với", "báo cáo lên",
                                "gửi về",  "trình lên", "tham mưu cho", "báo cáo về", "gửi đến",     "báo cáo cho"};

constexpr Words before_recipients[] = {"về", "cho", "tới", "đến", "lên", "với", "gửi", "báo cáo", "trình", "nộp"};

class PurposeMarker {
public:
    PurposeMarker(const Phrase& phrase, const Clause& clause) : phrase_(phrase), clause_(clause) {}

    std::vector<bool> run() {
        std::vector<bool> purposes(clause_.end - clause_.begin, false);
        const std::size_t reported = first_report();
        bool inside = false;
        bool sent = false;
        int depth = 0;
        for (std::size_t at = clause_.begin; at < clause_.end; ++at) {
            inside = inside && !ends(at) && phrase_.depth(at) >= depth;
            if (!inside && opens(at, sent)) {
                inside = true;
                depth = phrase_.depth(at);
            }
            purposes[at - clause_.begin] = inside;
            sent =
                sent || (at > reported && phrase_.ends_before_any(at, before_recipients) && begins_unit(phrase_, at));
        }
        return purposes;
    }

private:
    std::size_t first_report() const {
        const auto found = std::find_if(clause_.triggers.begin(), clause_.triggers.end(),
                                        [](const Trigger& trigger) { return trigger.kind != Kind::prepare; });
        return found == clause_.triggers.end() ? clause_.end : found->begin;
    }

    bool opens(std::size_t at, bool sent) const {
        if (phrase_.has_any(at, purpose_words) && (!phrase_.is_capital(at) || at == clause_.begin)) {
            return true;
        }
        // "gửi Sở Y tế tổng hợp, báo cáo UBND tỉnh"
        return sent && phrase_.has(at, "tổng hợp") && !phrase_.ends_before(at, "để") &&
               !phrase_.ends_before(at, "kế hoạch") && !phrase_.ends_before(at, ",");
    }

    bool ends(std::size_t at) const {
        if (at == 0 || phrase_.word(at - 1) != ",") {
            return phrase_.has(at, "đề nghị các") || phrase_.has(at, "yêu cầu các");
        }
        return phrase_.has_any(at, after_purpose);
    }

    const Phrase& phrase_;
    const Clause& clause_;
};

class Finder {
public:
    Finder(const Phrase& phrase, const Clause& clause, const std::vector<bool>& purposes)
        : phrase_(phrase), clause_(clause), purposes_(purposes) {}

    Addressees run() {
        const bool advised = take_advice();
        auto trigger = clause_.triggers.begin();
        for (std::size_t at = clause_.triggers.front().begin; at < clause_.end; ++at) {
            while (trigger != clause_.triggers.end() && trigger->begin < at) {
                ++trigger;
            }
            const bool verb =
                trigger != clause_.triggers.end() && trigger->begin == at && trigger->kind != Kind::prepare;
            const bool purpose = purposes_[at - clause_.begin];
            const std::size_t unit = purpose ? behind_passing_on(at)
                                     : verb  ? behind_verb(trigger->end)
                                             : behind_towards(at);
            if (unit == 0 || unit >= clause_.end || !begins_unit(phrase_, unit)) {
                continue;
            }
            const std::size_t end = std::min(end_of_units(phrase_, unit), clause_.end);
            const bool handed_on =
                advised || (verb && !found_.recipients.empty() && found_.recipients.back().end == at);
            (purpose || handed_on ? found_.forwards : found_.recipients).push_back({at, unit, end});
            at = end - 1;
        }
        find_via();
        return std::move(found_);
    }

private:
    /// "tham mưu UBND tỉnh trình Chính phủ": the paper is made for UBND tỉnh, which passes it on. "Tham mưu UBND tỉnh báo
    /// cáo Bộ Y tế" names whom the report is for itself.
    bool take_advice() {
        const Trigger& trigger = clause_.triggers.front();
        for (std::size_t at = clause_.begin; at < trigger.begin && trigger.kind == Kind::submit; ++at) {
            if (!phrase_.has(at, "tham mưu")) {
                continue;
            }
            std::size_t unit = at + 2;
            unit += phrase_.match(unit, "cho");
            unit += phrase_.match(unit, "giúp");
            if (begins_unit(phrase_, unit) && end_of_units(phrase_, unit) == trigger.begin) {
                found_.recipients.push_back({at, unit, trigger.begin});
                return true;
            }
        }
        return false;
    }

    std::size_t behind_passing_on(std::size_t at) const {
        const std::size_t length = phrase_.match_any(at, passing_on);
        return length == 0 ? 0 : at + length;
    }

    std::size_t behind_verb(std::size_t at) const {
        // "báo cáo và kiến nghị UBND tỉnh", "báo cáo, đề xuất UBND tỉnh"
        constexpr Words also[] = {"và kiến nghị", ", kiến nghị", "và đề xuất", ", đề xuất", ", tham mưu",
                                  "và tham mưu",  "ngay",        "kịp thời",   "trực tiếp", "định kỳ",
                                  "bằng văn bản", "đột xuất",    "đồng thời",  "nhanh",     "đầy đủ"};
        at += phrase_.match_any(at, also);
        return at + phrase_.match_any(at, towards);
    }

    std::size_t behind_towards(std::size_t at) const {
        const std::size_t length = phrase_.match_any(at, towards);
        if (length == 0 || phrase_.depth(at) > phrase_.depth(clause_.triggers.front().begin)) {
            return 0;
        }
        constexpr Words other_uses[] = {"phối hợp", "cùng", "đối", "so"};
        const bool back_home = phrase_.has(at, "về") && phrase_.ends_before(at, "nước");
        return back_home || phrase_.ends_before_any(at, other_uses) ? 0 : at + length;
    }

    void find_via() {
        for (std::size_t at = clause_.triggers.front().begin; at < clause_.end; ++at) {
            std::size_t unit = behind_through(at);
            constexpr Words hub[] = {"đầu mối", "đầu mối là", "cơ quan đầu mối là", "cơ quan thường trực là"};
            unit += unit != 0 ? phrase_.match_any(unit, hub) : 0;
            if (unit != 0 && unit < clause_.end && begins_unit(phrase_, unit)) {
                found_.via = phrase_.text(unit, std::min(end_of_units(phrase_, unit), clause_.end));
                return;
            }
        }
    }

    /// How much stands below a unit of this kind: rooms nothing, authorities most.
    int rank(std::size_t at) const {
        constexpr Words bodies[] = {"ban thường vụ", "ban chỉ đạo", "ban giám đốc", "ban chấp hành", "ban cán sự"};
        constexpr Words rooms[] = {"phòng", "bộ phận", "khoa", "tổ"};
        constexpr Words branches[] = {"chi cục", "trung tâm", "vụ"};
        constexpr Words offices[] = {"văn phòng", "ban", "thanh tra", "cục"};
        return phrase_.has_any(at, bodies)     ? 4
               : phrase_.has_any(at, rooms)    ? 1
               : phrase_.has_any(at, branches) ? 2
               : phrase_.has_any(at, offices)  ? 3
                                               : 4;
    }

    /// "về Sở Y tế (Phòng Nghiệp vụ Y)" goes through the office; "về Phòng Tổng hợp (Văn phòng UBND tỉnh)" only says
    /// whose office it is.
    bool is_office_of_recipient(std::size_t bracket) const {
        constexpr int body = 4;
        const auto recipient = std::find_if(found_.recipients.begin(), found_.recipients.end(),
                                            [&](const Addressee& each) { return each.end == bracket; });
        return rank(bracket + 1) < (recipient == found_.recipients.end() ? body : rank(recipient->begin));
    }

    std::size_t behind_through(std::size_t at) const {
        if (phrase_.word(at) == "(" && begins_unit(phrase_, at + 1) && is_office_of_recipient(at) &&
            phrase_.word(end_of_units(phrase_, at + 1)) == ")") {
            return at + 1;
        }
        if (phrase_.has(at, "thông qua") && !phrase_.has(at + 2, "báo cáo")) {
            return at + 2;
        }
        return phrase_.has(at, "qua") ? at + 1 : 0;
    }

    const Phrase& phrase_;
    const Clause& clause_;
    const std::vector<bool>& purposes_;
    Addressees found_;
};

}  // namespace

std::vector<bool> mark_purposes(const Phrase& phrase, const Clause& clause) {
    return PurposeMarker(phrase, clause).run();
}

Addressees find_addressees(const Phrase& phrase, const Clause& clause, const std::vector<bool>& purposes) {
    return Finder(phrase, clause, purposes).run();
}

std::string names_of(const Phrase& phrase, std::span<const Addressee> addressees) {
    std::string all;
    for (const Addressee& each : addressees) {
        const std::string name = phrase.text(each.begin, each.end);
        if (all.find(name) == std::string::npos) {
            all += (all.empty() ? "" : "; ") + name;
        }
    }
    return all;
}

}  // namespace rules::reporting
