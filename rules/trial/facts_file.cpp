#include "rules/trial/facts_file.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"
#include "rules/language/silences.hpp"
#include "rules/trial/shapes.hpp"
#include "rules/trial/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;
using Kind = Fact::Kind;

/// In the order of shapes::facts.
constexpr std::array kinds = {Kind::done,         Kind::value,    Kind::extended, Kind::cancelled, Kind::resumed,
                              Kind::acknowledged, Kind::progress, Kind::silenced, Kind::event,     Kind::requested};

/// Of what could have been meant.
constexpr std::size_t most_named = 20;

/// "due", "due - 2d", "due + 3wd" as days to move; nothing for anything else.
std::optional<model::Offset> parse_due_shift(std::string_view text) {
    std::string written;
    std::copy_if(text.begin(), text.end(), std::back_inserter(written), [](char c) { return c != ' '; });
    if (!written.starts_with("due")) return std::nullopt;
    if (written.size() == 3) return model::Offset{};
    auto offset = language::parse_offset(std::string_view(written).substr(4));
    if (!offset || (written[3] != '+' && written[3] != '-')) return std::nullopt;
    if (written[3] == '-') offset->count = static_cast<std::int16_t>(-offset->count);
    return offset;
}

/// The key that says what has happened is the first one of its shape.
std::string_view name_of(const language::Shape& fact) {
    return fact.keys.front().name;
}

class FactReader {
public:
    FactReader(const NameReader& names, std::vector<Fact>& facts)
        : names_(names), subjects_(names.subjects()), facts_(facts) {}

    void read(const Node& node) {
        if (!node.is_map()) {
            (void)Fields(node);
            return;
        }
        const auto shape = shape_of(node);
        if (!shape) return;
        Fields fields(node, *shapes::facts[*shape]);
        Fact fact;
        fact.kind = kinds[*shape];
        fact.place = node.place();
        const Node what = fields.required(name_of(*shapes::facts[*shape]));
        read_day(fields.required("on"), fact);
        const bool good = read_rest(fields, what, fact);
        fields.reject_others();
        if (!good) return;
        if (fact.kind == Kind::event) return read_event(what, std::move(fact));
        if (fact.kind == Kind::silenced && what.text() == "all") return facts_.push_back(std::move(fact));
        for (const Node& item : language::read_texts(what)) read_about(item, fact);
    }

private:
    /// Which of shapes::facts it has.
    static std::optional<std::size_t> shape_of(const Node& node) {
        Fields fields(node);
        (void)fields["on"];
        std::optional<std::size_t> chosen;
        for (std::size_t i = 0; i < shapes::facts.size(); ++i) {
            const Node found = fields[name_of(*shapes::facts[i])];
            if (!found.exists()) continue;
            if (chosen) {
                found.error(fmt::format("mỗi mục ghi một việc: {} hoặc {} (one fact an item)",
                                        name_of(*shapes::facts[*chosen]), name_of(*shapes::facts[i])));
                return std::nullopt;
            }
            chosen = i;
        }
        if (chosen) return chosen;
        fields.reject_others();
        node.error(
            "việc gì đã xảy ra? (what has happened?) done, value, extended, cancelled, resumed, acknowledged, "
            "progress, silenced, event, requested");
        return std::nullopt;
    }

    static void read_day(const Node& node, Fact& fact) {
        if (!node.exists()) return;
        if (const auto shift = completes(fact) ? parse_due_shift(node.text()) : std::nullopt) {
            fact.shift = *shift;
            return;
        }
        fact.on = language::read_date(node);
        // What is wrong is reported; the day stands for "not due".
        if (!fact.on) fact.on = dates::Date{};
    }

    bool read_rest(Fields& fields, const Node& what, Fact& fact) const {
        const auto text = [&fields](std::string_view key) { return language::read_text(fields[key]).value_or(""); };
        switch (fact.kind) {
            case Kind::done:
            case Kind::value: fact.words = text("document"); break;
            case Kind::extended: fact.words = text("basis"); return read_until(fields, fact);
            case Kind::cancelled:
            case Kind::resumed: fact.words = text("basis"); break;
            case Kind::acknowledged:
                fact.units = names_.units(fields.required("unit"));
                fact.words = text("reason");
                return read_until(fields, fact) && !fact.units.empty();
            case Kind::progress: {
                const auto percent = fields.integer("percent");
                if (percent) fact.percent = static_cast<int>(*percent);
                fact.words = text("note");
                break;
            }
            case Kind::silenced: return read_silence(fields, what, fact);
            case Kind::event:
                fact.words = what.text();
                fact.document = text("document");
                fact.dated = language::read_date(fields["dated"]);
                fact.due = language::read_date(fields["due"]);
                break;
            case Kind::requested:
                fact.due = language::read_date(fields.required("due"));
                fact.units = names_.units(fields["from"]);
                fact.words = text("basis");
                return fact.due.has_value();
        }
        return true;
    }

    bool read_silence(Fields& fields, const Node& what, Fact& fact) const {
        fact.units = names_.units(fields["unit"]);
        fact.words = language::read_text(fields["reason"]).value_or("");
        fact.match = read_match(fields["match"]);
        const bool bounded = read_until(fields, fact);
        if (what.text() != "all" || !fact.units.empty() || !fact.match.empty()) return bounded;
        what.error("tắt tiếng ai, việc gì? ghi unit hoặc match (who or what is silenced? unit or match)");
        return false;
    }

    static bool read_until(Fields& fields, Fact& fact) {
        fact.until = language::read_date(fields.required("until"));
        return fact.until.has_value();
    }

    std::string read_match(const Node& node) const {
        const auto match = language::read_text(node);
        if (!match) return {};
        if (const auto wrong = language::wrong_match(*match, subjects_.book())) node.error(*wrong);
        return *match;
    }

    void read_event(const Node& what, Fact fact) {
        if (!language::read_text(what)) return;
        const ToldEvent told(fact.words);
        std::vector<std::string> known;
        for (const ScenePlan& plan : subjects_.scene().plans) {
            for (const SceneAssignment& row : plan.assignments) {
                if (told.is_awaited_by(row)) return facts_.push_back(std::move(fact));
                if (!row.condition.empty() && known.size() < most_named)
                    known.push_back(fmt::format("\"{}\"", row.condition));
            }
        }
        what.error(fmt::format("không nhiệm vụ nào chờ \"{}\" (no assignment waits for it); đang chờ: {}",
                               language::shorten(fact.words, 120),
                               known.empty() ? "–" : fmt::to_string(fmt::join(known, ", "))));
    }

    void read_about(const Node& item, Fact fact) {
        if (fact.kind == Kind::requested) return read_requested(item, std::move(fact));
        const auto key = names_.subject(item);
        if (!key) return;
        if (fact.kind == Kind::value && !subjects_.is_indicator(key->base))
            return item.error("cần một chỉ tiêu như kh88/ct1@2026 (an indicator is needed)");
        if (fact.kind == Kind::silenced && !key->period.empty() && !subjects_.is_one_subject(key->base))
            return item.error("tắt tiếng một kỳ: ghi rõ đối tượng (a period of one subject, or all of a rule or plan)");
        const bool per_period = completes(fact) || fact.kind == Kind::extended;
        if (per_period && fact.on && key->period.empty() && subjects_.recurs(key->base)) {
            return item.error(
                fmt::format("việc nhiều kỳ: ghi kỳ, ví dụ {0}@2026-Q1, {0}@R1 (it has periods: name one){1}", key->base,
                            completes(fact) ? "; hoặc on: due" : ""));
        }
        fact.subject = *key;
        facts_.push_back(std::move(fact));
    }

    void read_requested(const Node& item, Fact fact) {
        auto rule = names_.rule(item);
        if (!rule) return;
        if (!subjects_.rule(*rule)->on_request)
            return item.error(fmt::format("{} không có period: on-request (is not on request)", *rule));
        fact.subject.base = std::move(*rule);
        facts_.push_back(std::move(fact));
    }

    static bool completes(const Fact& fact) noexcept { return fact.kind == Kind::done || fact.kind == Kind::value; }

    const NameReader& names_;
    const Subjects& subjects_;
    std::vector<Fact>& facts_;
};

}  // namespace

std::vector<Fact> read_facts(const Node& list, const NameReader& names) {
    std::vector<Fact> facts;
    FactReader reader(names, facts);
    for (const Node& node : read_list(list)) {
        reader.read(node);
        if (facts.size() <= most_facts) continue;
        node.error(fmt::format("tối đa {0} việc xảy ra (at most {0} facts)", most_facts));
        break;
    }
    return facts;
}

}  // namespace rules::trial
