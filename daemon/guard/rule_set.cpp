#include "daemon/guard/rule_set.hpp"

#include "rules/model/decision.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

namespace dondoc::guard {

namespace {

namespace language = rules::language;
namespace model = rules::model;
using rules::dates::LocalTime;

/// Hash of texts that do not run into each other.
class Hash {
public:
    Hash() { crypto_generichash_init(&state_, nullptr, 0, size); }
    void add(std::string_view text) {
        const std::string length = fmt::format("{} ", text.size());
        update(length);
        update(text);
    }
    std::string hex() {
        std::array<unsigned char, size> hash{};
        crypto_generichash_final(&state_, hash.data(), hash.size());
        std::array<char, 2 * size + 1> text{};
        sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
        return text.data();
    }

private:
    static constexpr std::size_t size = 32;
    void update(std::string_view text) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    crypto_generichash_state state_{};
};

std::vector<const language::SourceFile*> by_path(const std::vector<language::SourceFile>& files) {
    std::vector<const language::SourceFile*> sorted;
    for (const auto& file : files) sorted.push_back(&file);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
    return sorted;
}

std::string text_of(const std::optional<rules::dates::Date>& date) {
    return date ? rules::dates::format_iso(*date) : "-";
}

std::string meaning_of(const model::Stage& stage) {
    return fmt::format("{} {} {} {} {} {}", static_cast<int>(stage.kind), stage.offset.text(),
                       stage.until ? stage.until->text() : "-", stage.limit, static_cast<int>(stage.audience.kind),
                       stage.audience.text);
}

std::string meaning_of(const model::ReportRule& rule) {
    std::string text = fmt::format("{} {} {} {}", text_of(rule.once), static_cast<int>(rule.roll), rule.on_request,
                                   text_of(rule.valid_from)) +
                       " " + text_of(rule.valid_until);
    if (rule.recurrence) {
        const auto& recurrence = *rule.recurrence;
        const auto& due = recurrence.due;
        text += fmt::format("; {} {} {} {}; {} {} {} {} {} {}", static_cast<int>(recurrence.period), recurrence.every,
                            recurrence.only.bits, recurrence.year, static_cast<int>(due.anchor), due.month, due.day,
                            due.year_offset, due.shift_days, due.shift_working_days);
    }
    if (rule.indicators) {
        text += "; " + rule.indicators->plan;
        for (const std::string& key : rule.indicators->keys) text += " " + key;
    }
    return text;
}

std::string hashed(std::string_view text) {
    Hash hash;
    hash.add(text);
    return hash.hex();
}

/// A piece of the book, its meaning, and where its time stands.
struct Piece {
    std::string name;
    std::string meaning;
    std::optional<LocalTime>* since;
};

std::vector<Piece> pieces_of(model::RuleBook& book) {
    std::vector<Piece> pieces;
    std::string matches;
    for (model::Policy& policy : book.policies) {
        matches += policy.match + "\n";
        std::string text = fmt::format("{}{}\n", matches, policy.send_at.count());
        for (const model::Stage& stage : policy.stages) text += meaning_of(stage) + "\n";
        pieces.push_back({"policy:" + policy.id, hashed(text), &policy.since});
    }
    for (model::ReportRule& rule : book.reports) {
        pieces.push_back({"report:" + rule.id, hashed(meaning_of(rule)), &rule.since});
        pieces.push_back({"begun:" + rule.id, "", &rule.begun});
        rule.joined.clear();
        for (const model::UnitIndex reporter : model::reporters_of(rule, book.units)) rule.joined.push_back({reporter});
        for (model::Joined& joined : rule.joined)
            pieces.push_back({fmt::format("joined:{}/{}", rule.id, book.units[joined.unit].id), "", &joined.since});
    }
    return pieces;
}

}  // namespace

std::string hash_of(const language::Sources& sources) {
    Hash hash;
    for (const store::RuleSetFile& file : files_of(sources)) {
        hash.add(file.role);
        hash.add(file.text);
    }
    return hash.hex();
}

std::vector<store::RuleSetFile> files_of(const language::Sources& sources) {
    std::vector<store::RuleSetFile> files{{"units", sources.units.path, sources.units.text}};
    for (const auto* file : by_path(sources.rules)) files.push_back({"rules", file->path, file->text});
    for (const auto* file : by_path(sources.calendars)) files.push_back({"calendar", file->path, file->text});
    return files;
}

language::Sources sources_of(const std::vector<store::RuleSetFile>& files) {
    language::Sources sources;
    for (const store::RuleSetFile& file : files) {
        language::SourceFile source{file.path, file.text};
        if (file.role == "units")
            sources.units = std::move(source);
        else
            (file.role == "rules" ? sources.rules : sources.calendars).push_back(std::move(source));
    }
    return sources;
}

std::vector<store::RulePiece> date_pieces(model::RuleBook& book, const std::vector<store::RulePiece>& former,
                                          LocalTime now) {
    std::map<std::string_view, const store::RulePiece*> known;
    for (const store::RulePiece& piece : former) known.emplace(piece.name, &piece);
    std::vector<store::RulePiece> dated;
    for (Piece& piece : pieces_of(book)) {
        const auto found = known.find(piece.name);
        const bool same = found != known.end() && found->second->meaning == piece.meaning;
        *piece.since = same ? found->second->since : now;
        dated.push_back({std::move(piece.name), std::move(piece.meaning), *piece.since});
    }
    return dated;
}

std::vector<store::RulePiece> first_pieces(const model::RuleBook& book) {
    model::RuleBook copy = book;
    std::vector<store::RulePiece> pieces;
    for (Piece& piece : pieces_of(copy)) pieces.push_back({std::move(piece.name), std::move(piece.meaning), {}});
    return pieces;
}

void apply_pieces(model::RuleBook& book, const std::vector<store::RulePiece>& pieces) {
    std::map<std::string_view, const store::RulePiece*> known;
    for (const store::RulePiece& piece : pieces) known.emplace(piece.name, &piece);
    for (const Piece& piece : pieces_of(book)) {
        if (const auto found = known.find(piece.name); found != known.end()) *piece.since = found->second->since;
    }
}

}  // namespace dondoc::guard
