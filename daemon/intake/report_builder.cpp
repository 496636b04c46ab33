#include "daemon/intake/report_builder.hpp"

#include "daemon/intake/report_outline.hpp"
#include "daemon/intake/unit_reader.hpp"
#include "rules/reporting/sentence.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace dondoc::intake {

namespace {

using rules::reporting::Duty;
using rules::reporting::Frequency;

class ReportBuilder {
public:
    ReportBuilder(const rules::model::UnitDirectory& units, const Context& context, Draft& draft)
        : units_(units, draft.plan.date), context_{draft.plan.year, context.before}, draft_(draft) {}

    void run(const std::vector<Statement>& statements) {
        for (const Statement& statement : statements) {
            std::string subject = subject_before(statement);
            for (const std::string_view sentence : rules::reporting::split_sentences(statement.text)) {
                auto reading = rules::reporting::read_sentence(sentence, context_, subject);
                for (Duty& duty : reading.duties) add(statement, sentence, std::move(duty));
                for (const std::string& words : reading.unclear) doubt_time(statement, sentence, words);
                subject = std::move(reading.subject);
            }
            if (statement.numbered) subjects_[statement.clause] = subject;
            closing_ = statement.closing;
            if (statement.closing) closing_subject_ = subject;
        }
    }

private:
    // A closing goes on with the one before it; others with their heading, or with the numbered paragraph above them.
    std::string subject_before(const Statement& statement) const {
        if (statement.closing) return closing_ ? closing_subject_ : std::string();
        if (!statement.unit.empty()) return statement.unit;
        for (std::string clause = statement.clause; !clause.empty();) {
            if (const auto found = subjects_.find(clause); found != subjects_.end()) return found->second;
            const auto dot = clause.rfind('.');
            clause.resize(dot == std::string::npos ? 0 : dot);
        }
        return {};
    }

    void add(const Statement& statement, std::string_view sentence, Duty duty) {
        const bool nobody = duty.reporter.empty() && duty.recipient.empty();
        if (nobody && duty.frequency != Frequency::periodic) {
            doubt(statement, sentence, "câu nói về báo cáo hoặc một hạn, chưa rõ ai báo cáo cho ai",
                  "speaks of a report or a day, but not of who reports to whom");
            return;
        }
        ReportDraft report;
        report.where = place(statement);
        report.clause = statement.clause;
        report.sentence = sentence;
        report.reporters = resolve(statement, duty.reporter);
        report.recipients = resolve(statement, duty.recipient);
        report.via = resolve(statement, duty.via);
        report.duty = std::move(duty);
        draft_.reports.push_back(std::move(report));
    }

    // A name that the register does not know is asked about once.
    std::vector<UnitReading> resolve(const Statement& statement, const std::string& names) {
        return units_.read(names, [&](const UnitReading& unit, std::string vi, std::string en) {
            if (doubtful_.insert(unit.name).second)
                draft_.doubts.push_back(
                    {Doubt::Kind::unit, place(statement), 0, unit.name, std::move(vi), std::move(en)});
        });
    }

    void doubt_time(const Statement& statement, std::string_view sentence, const std::string& words) {
        doubt(statement, sentence, fmt::format("chưa hiểu thời hạn báo cáo “{}”", words),
              fmt::format("the time of the report is not understood: “{}”", words));
    }

    void doubt(const Statement& statement, std::string_view sentence, std::string vi, std::string en) {
        draft_.doubts.push_back(
            {Doubt::Kind::report, place(statement), 0, std::string(sentence), std::move(vi), std::move(en)});
    }

    static Place place(const Statement& statement) {
        Place where;
        where.paragraph = statement.paragraph;
        return where;
    }

    UnitReader units_;
    rules::deadlines::ParseContext context_;
    Draft& draft_;
    std::map<std::string, std::string> subjects_;  ///< of numbered paragraphs, by clause
    std::set<std::string> doubtful_;
    std::string closing_subject_;
    bool closing_ = false;
};

}  // namespace

void build_reports(const Document& document, const rules::model::UnitDirectory& units, const Context& context,
                   Draft& draft) {
    ReportBuilder(units, context, draft).run(outline(document));
}

}  // namespace dondoc::intake
