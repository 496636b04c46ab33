#include "rules/language/silences.hpp"

#include "rules/language/condition/cases.hpp"
#include "rules/language/condition/subject_condition.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <vector>

namespace rules::language {

void compile_silences(model::Snapshot& snapshot) {
    compile_silences(snapshot.silences);
}

void compile_silences(std::vector<model::Silence>& silences) {
    const condition::Schema schema = condition::subject_schema();
    for (model::Silence& silence : silences) {
        if (silence.match.empty()) continue;
        if (auto compiled = condition::compile_subject_condition(silence.match, schema))
            silence.condition = std::move(*compiled);
    }
}

std::vector<std::string> broken_silences(const std::vector<model::Silence>& silences, dates::LocalTime now) {
    std::vector<std::string> sentences;
    for (const model::Silence& silence : silences) {
        if (silence.match.empty() || silence.condition != nullptr || silence.until <= now) continue;
        sentences.push_back(
            fmt::format("tắt tiếng số {0} không che gì: điều kiện \"{1}\" không còn hiểu được; đặt lại bằng dondoc "
                        "silence add rồi bỏ bằng dondoc silence end {0} (silence {0} covers nothing: its condition is "
                        "not understood any more)",
                        silence.id, silence.match));
    }
    return sentences;
}

std::optional<std::string> wrong_match(std::string_view text, const model::RuleBook& book) {
    std::vector<std::string> reports;
    for (const model::ReportRule& report : book.reports) reports.push_back(report.id);
    const auto compiled = condition::compile_subject_condition(text, condition::subject_schema(&book.units, reports));
    if (compiled) return std::nullopt;
    const condition::Error& error = compiled.error().front();
    return fmt::format("cột {0}: {1} (column {0})", count_characters(text.substr(0, error.offset)) + 1, error.message);
}

bool never_matches(std::string_view text) {
    return condition::Cases(text, condition::subject_knowledge()).never();
}

}  // namespace rules::language
