#include "rules/trial/facts_file.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"
#include "rules/language/silences.hpp"
#include "rules/trial/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;
using Kind = Fact::Kind;

struct NamedKind {
    std::string_view key;
    Kind kind;
};
constexpr std::array<NamedKind, 10> kinds = {{{"done", Kind::done},
                                              {"value", Kind::done},
                                              {"extended", Kind::extended},
                                              {"cancelled", Kind::cancelled},
                                              {"resumed", Kind::resumed},
                                              {"acknowledged", Kind::acknowledged},
                                              {"progress", Kind::progress},
                                              {"silenced", Kind::silenced},
                                              {"event", Kind::event},
                                              {"requested", Kind::requested}}};

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

class FactReader {
public:
    FactReader(const Subjects& subjects, const language::Register& known, std::vector<Fact>& facts)
        : subjects_(subjects), known_(known), facts_(facts) {}

    void read(const Node& node) {
        Fields fields(node);
        if (!fields.valid()) return;
        const NamedKind* chosen = nullptr;
        Node what;
        for (const NamedKind& each : kinds) {
            const Node value = fields[each.key];
            if (!value.exists()) continue;
            if (chosen != nullptr) {
                return value.error(
                    fmt::format("mỗi mục ghi một việc: {} hoặc {} (one fact an item)", chosen->key, each.key));
            }
            chosen = &each;
            what = value;
        }
        Fact fact;
        fact.place = node.place();
        read_day(fields.required("on"), chosen, fact);
        if (chosen == nullptr) {
            fields.reject_others();
            return node.error(
                "việc gì đã xảy ra? (what has happened?) done, value, extended, cancelled, resumed, "
                "acknowledged, progress, silenced, event, requested");
        }
        fact.kind = chosen->kind;
        const bool good = read_rest(fields, what, fact);
        fields.reject_others();
        if (!good) return;
        if (fact.kind == Kind::event) return read_event(what, std::move(fact));
        if (fact.kind == Kind::silenced && what.text() == "all") return facts_.push_back(std::move(fact));
        for (const Node& item : language::read_texts(what)) read_about(item, fact);
    }

private:
    static void read_day(const Node& node, const NamedKind* kind, Fact& fact) {
        if (!node.exists()) return;
        const bool may_be_due = kind != nullptr && kind->kind == Kind::done;
        if (const auto shift = may_be_due ? parse_due_shift(node.text()) : std::nullopt) {
            fact.shift = *shift;
            return;
        }
        fact.on = language::read_date(node);
        // What is wrong is reported; the day stands for "not due".
        if (!fact.on) fact.on = dates::Date{};
    }

    std::vector<std::string> read_unit_ids(const Node& node) const {
        std::vector<std::string> ids;
        for (const Node& item : language::read_texts(node)) {
            const auto unit = language::read_unit(item, known_);
            if (!unit) continue;
            for (const model::UnitIndex each : subjects_.book().units.expand(*unit))
                ids.push_back(subjects_.book().units[each].id);
        }
        return ids;
    }

    bool read_rest(Fields& fields, const Node& what, Fact& fact) const {
        const auto text = [&fields](std::string_view key) { return language::read_text(fields[key]).value_or(""); };
        switch (fact.kind) {
            case Kind::done: fact.words = text("document"); break;
            case Kind::extended: fact.words = text("basis"); return read_until(fields, fact);
            case Kind::cancelled:
            case Kind::resumed: fact.words = text("basis"); break;
            case Kind::acknowledged:
                fact.units = read_unit_ids(fields.required("unit"));
                fact.words = text("reason");
                return read_until(fields, fact) && !fact.units.empty();
            case Kind::progress: {
                const auto percent = language::read_int(fields["percent"], 0, 100);
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
                fact.units = read_unit_ids(fields["from"]);
                fact.words = text("basis");
                return fact.due.has_value();
        }
        return true;
    }

    bool read_silence(Fields& fields, const Node& what, Fact& fact) const {
        fact.units = read_unit_ids(fields["unit"]);
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
        const auto key = read_subject(item, subjects_);
        if (!key) return;
        const bool per_period = fact.kind == Kind::done || fact.kind == Kind::extended;
        if (per_period && fact.on && key->period.empty() && recurs(key->base)) {
            return item.error(fmt::format(
                "việc định kỳ: ghi kỳ, ví dụ {0}@2026-Q1 (it recurs: name the period, such as {0}@2026-Q1){1}",
                key->base, fact.kind == Kind::done ? "; hoặc on: due" : ""));
        }
        fact.subject = *key;
        facts_.push_back(std::move(fact));
    }

    void read_requested(const Node& item, Fact fact) {
        const model::ReportRule* const rule = subjects_.rule(item.text());
        if (rule == nullptr) {
            const language::Suggestion hint = language::suggest(subjects_.nearest(item.text()));
            return item.error(fmt::format("không có chế độ báo cáo \"{0}\"{1} (unknown report rule \"{0}\"{2})",
                                          language::shorten(item.text(), 120), hint.vi, hint.en));
        }
        if (!rule->on_request) {
            return item.error(fmt::format("{0} không có period: on-request (is not on request)", item.text()));
        }
        fact.subject.base = rule->id;
        facts_.push_back(std::move(fact));
    }

    bool recurs(std::string_view base) const {
        const auto parts = subjects_.parts(base, dates::clamped_date(2020, 1, 1), dates::clamped_date(2032, 12, 31));
        return std::any_of(parts.begin(), parts.end(), [](const SubjectPart& part) { return part.period.has_value(); });
    }

    const Subjects& subjects_;
    const language::Register& known_;
    std::vector<Fact>& facts_;
};

}  // namespace

std::optional<model::SubjectKey> read_subject(const Node& node, const Subjects& subjects) {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    model::SubjectKey key = model::SubjectKey::parse(*text);
    if (!subjects.exists(key.base)) {
        const language::Suggestion hint = language::suggest(subjects.nearest(key.base));
        node.error(
            fmt::format("không có \"{0}\"{1} (there is no \"{0}\"{2}); cần mã quy tắc, kế hoạch, "
                        "nhiệm vụ như kh88/3, báo cáo như bao-cao/so-y-te",
                        language::shorten(key.base, 120), hint.vi, hint.en));
        return std::nullopt;
    }
    if (!key.period.empty() && !subjects.has_period(key.base, key.period)) {
        node.error(fmt::format("\"{0}\" không có kỳ \"{1}\" (has no period \"{1}\")", key.base,
                               language::shorten(key.period, 40)));
        return std::nullopt;
    }
    return key;
}

std::vector<Fact> read_facts(const Node& list, const Subjects& subjects, const language::Register& known) {
    std::vector<Fact> facts;
    if (list.exists() && !list.is_list())
        list.expected("danh sách, mỗi mục bắt đầu bằng dấu \"-\"", "a list of \"- \" items");
    FactReader reader(subjects, known, facts);
    for (const Node& node : list.items()) {
        reader.read(node);
        if (facts.size() <= most_facts) continue;
        node.error(fmt::format("tối đa {0} việc xảy ra (at most {0} facts)", most_facts));
        break;
    }
    return facts;
}

}  // namespace rules::trial
