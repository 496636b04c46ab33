#include "daemon/intake/report_builder.hpp"

#include "daemon/intake/head_lines.hpp"
#include "daemon/intake/report_outline.hpp"
#include "daemon/intake/unit_reader.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/reporting/sentence.hpp"
#include "rules/reporting/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
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
        for (std::size_t at = 0; at < statements.size(); ++at) {
            const Statement& statement = statements[at];
            leave_lead(statement);
            std::string subject = subject_before(statement);
            const std::string members = members_below(statements, at);
            for (const std::string_view sentence : rules::reporting::split_sentences(statement.text)) {
                auto reading = rules::reporting::read_sentence(sentence, context_, subject);
                for (Duty& duty : reading.duties) {
                    if (!members.empty() && is_for_members(statement, duty)) duty.reporter = members;
                    add(statement, sentence, std::move(duty));
                }
                for (const std::string& words : reading.unclear) doubt_time(statement, sentence, words);
                if (!is_bare_heading(statement)) subject = std::move(reading.subject);
            }
            if (statement.numbered) subjects_[statement.clause] = subject;
            closing_ = statement.closing;
            if (statement.closing) closing_subject_ = subject;
            enter_lead(statement, subject);
        }
    }

private:
    /// A sentence that leads in what stands below it: "Các sở, ban, ngành có trách nhiệm:".
    struct Lead {
        std::string subject;    ///< whom it speaks about; empty: there is none
        std::size_t level = 0;  ///< of its number or of the one above it
        std::string bullet;     ///< its own
        bool requests = false;  ///< asks them to do what is numbered below: "đề nghị các đơn vị thực hiện:"
        bool numbered = false;
    };

    void enter_lead(const Statement& statement, const std::string& subject) {
        if (!statement.text.ends_with(':') || subject.empty()) return;
        const rules::reporting::Phrase phrase(statement.text);
        const bool requests = rules::reporting::find_subject(phrase, phrase.size()).requested;
        lead_ = {subject, statement.level, statement.bullet, requests, statement.numbered};
    }

    // It leads in bullets of another kind, and numbers that lie deeper; the next paragraph of its own kind ends it.
    void leave_lead(const Statement& statement) {
        if (lead_.subject.empty()) return;
        const bool deeper = statement.level > lead_.level;
        const bool below = statement.bullet.empty() ? statement.numbered && deeper && (lead_.requests || lead_.numbered)
                                                    : statement.bullet != lead_.bullet;
        if (!below) lead_ = {};
    }

    // "MỤC TIÊU": capitals that name nobody.
    static bool is_bare_heading(const Statement& statement) {
        return statement.names.empty() && is_capitals(statement.text);
    }

    /// The units that the bullets below a statement name one by one: "Giao các đơn vị sau báo cáo ...:", "- Sở Y tế;".
    static std::string members_below(const std::vector<Statement>& statements, std::size_t at) {
        std::string members;
        if (!statements[at].text.ends_with(':')) return members;
        for (++at; at < statements.size() && !statements[at].bullet.empty() && !statements[at].names.empty(); ++at)
            members += (members.empty() ? "" : "; ") + statements[at].names;
        return members;
    }

    // Not where they are told to whom: "báo cáo gửi về các cơ quan sau:".
    static bool is_for_members(const Statement& statement, const Duty& duty) {
        constexpr std::string_view general[] = {"các đơn vị",     "các cơ quan",  "các sở",
                                                "các địa phương", "những đơn vị", "các phòng"};
        const std::string reporter = rules::deadlines::fold(duty.reporter);
        const bool named = std::any_of(std::begin(general), std::end(general),
                                       [&](std::string_view words) { return reporter.starts_with(words); });
        const std::string text = rules::deadlines::fold(statement.text);
        const bool of_recipients = !duty.recipient.empty() && text.ends_with("sau:") &&
                                   rules::deadlines::fold(duty.recipient).ends_with("sau");
        return (reporter.empty() || named) && !of_recipients;
    }

    // A closing goes on with the one before it; others with their heading, or with the numbered paragraph above them.
    std::string subject_before(const Statement& statement) const {
        if (statement.closing) return closing_ ? closing_subject_ : std::string();
        if (!lead_.subject.empty()) return lead_.subject;
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
    Lead lead_;
};

}  // namespace

void build_reports(const Document& document, const rules::model::UnitDirectory& units, const Context& context,
                   Draft& draft) {
    ReportBuilder(units, context, draft).run(outline(document));
}

}  // namespace dondoc::intake
