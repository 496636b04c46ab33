#include "daemon/store/sqlite/indicator_rows.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <map>

namespace dondoc::store::sqlite {
namespace {

using model::Comparator;
using model::IndicatorRecord;
using model::Target;

Comparator comparator_of(std::string_view sign) noexcept {
    for (const auto each : {Comparator::at_least, Comparator::more_than, Comparator::at_most, Comparator::less_than})
        if (model::comparator_sign(each) == sign) return each;
    return Comparator::equal;
}

Detail changes(const IndicatorRecord& before, const IndicatorRecord& after) {
    Detail detail;
    const auto note = [&](std::string_view name, const std::string& was, const std::string& is) {
        if (was != is) detail.emplace_back(name, was);
    };
    note("ordinal", before.ordinal, after.ordinal);
    note("group", before.group, after.group);
    note("name", before.name, after.name);
    note("unit_of_measure", before.unit_of_measure, after.unit_of_measure);
    note("owner_words", before.owner_words, after.owner_words);
    note("advisor_words", before.advisor_words, after.advisor_words);
    note("owners", join(before.owners, ' '), join(after.owners, ' '));
    note("advisors", join(before.advisors, ' '), join(after.advisors, ' '));
    note("note", before.note, after.note);
    if (before.baseline != after.baseline) detail.emplace_back("baseline", model::targets_text(before.baseline));
    if (before.targets != after.targets) detail.emplace_back("targets", model::targets_text(before.targets));
    return detail;
}

void save_values(Connection& db, std::int64_t plan, std::uint32_t seq, std::string_view kind,
                 const std::vector<Target>& values) {
    int place = 0;
    for (const Target& value : values)
        db.query(
              "INSERT INTO indicator_value (plan, seq, kind, place, year, comparator, value, is_change, words) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .with(plan, seq, kind, place++, value.year, model::comparator_sign(value.comparator), value.value,
                  value.is_change, value.words)
            .run();
}

void save(Connection& db, std::int64_t plan, std::uint32_t position, const IndicatorRecord& record,
          std::int64_t revision) {
    db.query(
          "INSERT INTO indicator (plan, seq, position, revision, ordinal, group_words, name, unit_of_measure, "
          "owner_words, advisor_words, owners, advisors, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (plan, seq) DO UPDATE SET position = excluded.position, revision = excluded.revision, "
          "ordinal = excluded.ordinal, group_words = excluded.group_words, name = excluded.name, "
          "unit_of_measure = excluded.unit_of_measure, owner_words = excluded.owner_words, "
          "advisor_words = excluded.advisor_words, owners = excluded.owners, advisors = excluded.advisors, "
          "note = excluded.note, withdrawn_on = NULL")
        .with(plan, record.seq, position, revision, record.ordinal, record.group, record.name, record.unit_of_measure,
              record.owner_words, record.advisor_words, join(record.owners, ' '), join(record.advisors, ' '),
              record.note)
        .run();
    db.query("DELETE FROM indicator_value WHERE plan = ? AND seq = ?").with(plan, record.seq).run();
    save_values(db, plan, record.seq, "baseline", record.baseline);
    save_values(db, plan, record.seq, "target", record.targets);
}

/// Which kept row each row of the document is, by position in `kept`.
class Pairing {
public:
    Pairing(std::span<const IndicatorRecord> records, const std::vector<KeptIndicator>& kept)
        : records_(records), kept_(kept), of_(records.size()), taken_(kept.size()) {}

    std::vector<std::optional<std::size_t>> run() {
        const auto name = [](const IndicatorRecord& record) {
            return rules::deadlines::fold_without_tones(record.name);
        };
        pair([](const IndicatorRecord& record) { return record.group + '\n' + record.name; });
        pair([&](const IndicatorRecord& record) {
            return rules::deadlines::fold_without_tones(record.group) + '\n' + name(record);
        });
        pair(name);
        return std::move(of_);
    }

private:
    /// Rows that are alone with their key on both sides belong together; of several equal ones the n-th to the n-th where
    /// there are as many.
    template <class Key>
    void pair(Key&& key) {
        std::map<std::string, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> rows;
        for (std::size_t i = 0; i < records_.size(); ++i)
            if (!of_[i]) rows[key(records_[i])].first.push_back(i);
        for (std::size_t i = 0; i < kept_.size(); ++i)
            if (!taken_[i]) rows[key(kept_[i].record)].second.push_back(i);
        for (const auto& [text, sides] : rows) {
            if (sides.first.size() != sides.second.size()) continue;
            for (std::size_t i = 0; i < sides.first.size(); ++i) {
                of_[sides.first[i]] = sides.second[i];
                taken_[sides.second[i]] = true;
            }
        }
    }

    std::span<const IndicatorRecord> records_;
    const std::vector<KeptIndicator>& kept_;
    std::vector<std::optional<std::size_t>> of_;
    std::vector<bool> taken_;
};

void load_values(Connection& db, std::optional<std::int64_t> plan,
                 std::map<std::pair<std::int64_t, std::uint32_t>, KeptIndicator>& rows) {
    Query query = db.query(
        "SELECT plan, seq, kind, year, comparator, value, is_change, words FROM indicator_value "
        "WHERE plan = ?1 OR ?1 IS NULL ORDER BY plan, seq, kind, place");
    query.with(plan);
    while (query.next()) {
        auto& record = rows.at({query.integer(0), static_cast<std::uint32_t>(query.integer(1))}).record;
        Target target{static_cast<int>(query.integer(3)), comparator_of(query.text(4)), query.maybe_real(5),
                      std::string(query.text(7)), query.flag(6)};
        (query.text(2) == "baseline" ? record.baseline : record.targets).push_back(std::move(target));
    }
}

}  // namespace

std::vector<KeptIndicator> load_indicators(Connection& db, std::optional<std::int64_t> plan) {
    std::map<std::pair<std::int64_t, std::uint32_t>, KeptIndicator> rows;
    {
        Query query = db.query(
            "SELECT plan, seq, position, ordinal, group_words, name, unit_of_measure, owner_words, advisor_words, "
            "owners, advisors, note, withdrawn_on FROM indicator WHERE plan = ?1 OR ?1 IS NULL");
        query.with(plan);
        while (query.next()) {
            KeptIndicator kept;
            kept.plan = query.integer(0);
            kept.position = static_cast<std::uint32_t>(query.integer(2));
            kept.withdrawn_on = query.maybe_date(12);
            IndicatorRecord& record = kept.record;
            record.seq = static_cast<std::uint32_t>(query.integer(1));
            record.ordinal = query.text(3);
            record.group = query.text(4);
            record.name = query.text(5);
            record.unit_of_measure = query.text(6);
            record.owner_words = query.text(7);
            record.advisor_words = query.text(8);
            record.owners = split(query.text(9), ' ');
            record.advisors = split(query.text(10), ' ');
            record.note = query.text(11);
            rows.emplace(std::pair{kept.plan, record.seq}, std::move(kept));
        }
    }
    load_values(db, plan, rows);
    std::vector<KeptIndicator> list;
    for (auto& [key, kept] : rows) list.push_back(std::move(kept));
    std::stable_sort(list.begin(), list.end(), [](const KeptIndicator& a, const KeptIndicator& b) {
        return std::tuple(a.plan, a.withdrawn_on.has_value(), a.position) <
               std::tuple(b.plan, b.withdrawn_on.has_value(), b.position);
    });
    return list;
}

ImportSummary::Rows save_indicators(Connection& db, std::span<const IndicatorRecord> records,
                                    const IndicatorImport& import) {
    ImportSummary::Rows summary;
    auto kept = load_indicators(db, import.plan);
    const auto pairs = Pairing(records, kept).run();
    std::uint32_t last_seq = 0;
    for (const auto& row : kept) last_seq = std::max(last_seq, row.record.seq);
    std::vector<bool> found(kept.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        IndicatorRecord record = records[i];
        const auto position = static_cast<std::uint32_t>(i + 1);
        if (!pairs[i]) {
            record.seq = ++last_seq;
            save(db, import.plan, position, record, import.revision());
            ++summary.added;
            continue;
        }
        found[*pairs[i]] = true;
        const KeptIndicator& before = kept[*pairs[i]];
        record.seq = before.record.seq;
        if (before.record == record && !before.withdrawn_on && before.position == position) {
            ++summary.unchanged;
            continue;
        }
        save(db, import.plan, position, record, import.revision());
        if (before.record == record && !before.withdrawn_on) {  // it only moved
            ++summary.unchanged;
            continue;
        }
        add_event(db, import.actor, before.withdrawn_on ? "indicator.restored" : "indicator.changed",
                  model::indicator_key(import.plan_key, record.seq), changes(before.record, record));
        ++summary.changed;
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (found[i] || kept[i].withdrawn_on) continue;
        db.query("UPDATE indicator SET withdrawn_on = ?, revision = ? WHERE plan = ? AND seq = ?")
            .with(import.day, import.revision(), import.plan, kept[i].record.seq)
            .run();
        add_event(db, import.actor, "indicator.withdrawn", model::indicator_key(import.plan_key, kept[i].record.seq),
                  {{"name", kept[i].record.name}});
        ++summary.withdrawn;
    }
    return summary;
}

}  // namespace dondoc::store::sqlite
