#pragma once

#include "daemon/outbox/render.hpp"
#include "daemon/outbox/summary.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A summary in the words of one language, as templates show it. Every text is one line.
namespace dondoc::outbox {

struct SummaryWords {
    struct Unit {
        std::string name;
        std::string overdue;  ///< "3"
        std::string of_due;   ///< "12/15 (80 %)"
        std::string of_all;   ///< "12/40 (30 %)"
        std::string change;   ///< "+5,0 điểm", "mới", or empty
        std::string reports;  ///< missing reports, empty where none is
        std::string numbers;  ///< all of them in columns, for texts
        std::string level;    ///< "bad", "poor", "good" or empty: of the rate of what fell due
    };
    struct Overdue {
        std::string subject;
        std::string title;
        std::string units;
        std::string due;   ///< "hạn thứ Sáu, 05/6/2026"
        std::string left;  ///< "quá hạn 3 ngày"
        bool is_new = false;
    };
    struct Section {
        std::string title;
        std::vector<std::string> lines;
        std::size_t more = 0;
    };
    std::string every;  ///< "week"
    std::string title;  ///< "Tổng hợp tuần"
    std::string recipient;
    std::string as_of;     ///< "tính đến hết Chủ nhật, 07/6/2026"
    std::string since;     ///< "so với 31/5/2026", or empty
    std::string headline;  ///< "5 quá hạn (2 mới), đúng hạn 12/15 (80 %)"
    std::string columns;   ///< above `numbers`
    std::vector<Unit> units;
    Unit all;
    std::size_t more_units = 0;
    std::vector<Overdue> overdue;
    std::size_t overdue_count = 0;
    std::size_t more_overdue = 0;
    std::vector<Section> sections;  ///< those that have something to say
    std::optional<Section> anchor;  ///< stands last: nothing to act upon, but to be kept
};

SummaryWords words_of(const Summary& summary, std::string recipient, std::string_view locale,
                      const ComposeContext& context);

Rendered render_summary(const SummaryWords& words, std::string_view locale, const ComposeContext& context);

/// For services that take short texts.
NoticeText short_summary(const SummaryWords& words);

/// For programs: the figures as they are.
boost::json::object summary_values(const Summary& summary, const SummaryWords& words);
/// Body of a generic webhook.
std::string summary_json(const Summary& summary, const std::string& period, const SummaryWords& words,
                         const ComposeContext& context);

}  // namespace dondoc::outbox
