#include "daemon/store/sqlite/chain_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dondoc::store::sqlite {
namespace {

constexpr std::array<ChainSource, 7> sources{{
    {"event", "id", "", "id, at, who, verb, subject, detail"},
    {"receipt", "message", "attempt", "message, attempt, at, outcome, code, answer, reason"},
    {"message", "id", "",
     "id, key, channel, recipient, address, subject_line, reminders, created_at, content_hash(bytes)"},
    {"reminder", "subject", "key",
     "subject, key, period, version, stage, recipient, policy, outcome, late, due_on, day, message"},
    {"fact", "id", "", "id, subject, plan, period, kind, day, decided, basis, unit, who, at, revision, event, percent"},
    {"bounce", "message", "id", "message, id, attempt, recipient, permanent, proven, status, diagnostic, at"},
    {"message_copy", "message", "", "message, first"},
}};

std::string where(const ChainSource& source) {
    return fmt::format("{} = ?3 AND {} = ?4", source.key, source.part.empty() ? "''" : source.part);
}

/// `columns` with the names of the key replaced by what is bound at ?5 and ?6, as the table's type.
std::string columns_with_key(const ChainSource& source) {
    const bool number = source.key != "subject";
    std::string key = number ? "CAST(?5 AS INTEGER)" : "?5";
    std::string_view rest = source.columns.substr(source.key.size());
    if (source.table == "receipt" || source.table == "reminder") {
        key += number ? ", CAST(?6 AS INTEGER)" : ", ?6";
        rest.remove_prefix(2 + source.part.size());
    }
    return key + std::string(rest);
}

struct Statements {
    std::string hash;
    std::string hash_as;
    std::string row_hash;
};

const Statements& statements(const ChainSource& source) {
    static const auto all = [] {
        std::array<Statements, sources.size()> texts;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const ChainSource& each = sources.at(i);
            constexpr std::string_view select = "SELECT chain_hash(?1, ?2, '{}', row_hash({})) FROM {} WHERE {}";
            texts.at(i).hash = fmt::format(select, each.table, each.columns, each.table, where(each));
            texts.at(i).hash_as = fmt::format(select, each.table, columns_with_key(each), each.table, where(each));
            texts.at(i).row_hash =
                fmt::format("SELECT row_hash({}) FROM {} WHERE {} AND ?1 = ?2", each.columns, each.table, where(each));
        }
        return texts;
    }();
    return all.at(static_cast<std::size_t>(&source - sources.data()));
}

}  // namespace

Link link_at(const Query& row) {
    return {row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
            std::string(row.text(4))};
}

std::span<const ChainSource> chain_sources() noexcept {
    return sources;
}

const ChainSource* chain_source(std::string_view table) noexcept {
    const auto* found = std::ranges::find(sources, table, &ChainSource::table);
    return found == sources.end() ? nullptr : found;
}

std::string row_name(const Link& link) {
    return link.part.empty() ? link.key : link.key + " " + link.part;
}

std::optional<std::string> link_hash(Connection& db, std::string_view before, std::int64_t place, const Link& row) {
    const ChainSource* source = chain_source(row.source);
    if (source == nullptr) return std::nullopt;
    Query query = db.query(statements(*source).hash);
    query.with(Query::Blob{before}, place, std::string_view{row.key}, std::string_view{row.part});
    if (!query.next()) return std::nullopt;
    return std::string(query.text(0));
}

std::optional<std::string> link_hash_as(Connection& db, std::string_view before, std::int64_t place, const Link& row,
                                        const Link& key) {
    const ChainSource* source = chain_source(row.source);
    if (source == nullptr || row.source != key.source) return std::nullopt;
    Query query = db.query(statements(*source).hash_as);
    query.with(Query::Blob{before}, place, std::string_view{row.key}, std::string_view{row.part},
               std::string_view{key.key});
    if (source->table == "receipt" || source->table == "reminder") query.bind(6, std::string_view{key.part});
    if (!query.next()) return std::nullopt;
    return std::string(query.text(0));
}

std::string row_hash_of(Connection& db, const Link& row) {
    const ChainSource* source = chain_source(row.source);
    if (source == nullptr) return {};
    Query query = db.query(statements(*source).row_hash);
    query.with(0, 0, std::string_view{row.key}, std::string_view{row.part});
    return query.next() ? std::string(query.text(0)) : std::string();
}

std::string to_hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

}  // namespace dondoc::store::sqlite
