#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/cli/sent_messages.hpp"
#include "daemon/store/audit.hpp"
#include "daemon/xlsx/workbook.hpp"

/// The inspection pack of a plan: what was asked, what came of it, who was told and how that is proved.
namespace dondoc::cli {

/// The plan's rows in its own layout, and beside them where each stands: day, status, extensions, completion, and how many
/// reminders reached somebody.
xlsx::Sheet pack_of_tasks(Context& context, const std::vector<store::AssignmentRow>& assignments, SentMessages& sent);

/// The plan's indicators with their targets by year, the value that was reported last and what it comes to.
xlsx::Sheet pack_of_indicators(const std::vector<store::IndicatorRow>& indicators);

/// Rules for report that rest on the plan of this number: those whose basis begins with it.
std::vector<const rules::model::ReportRule*> reports_of(const std::string& number, const rules::model::RuleBook& book);

/// Reports of these rules, a row for each unit and period that was reminded of or handed in.
xlsx::Sheet pack_of_reports(Context& context, const std::vector<const rules::model::ReportRule*>& reports,
                            SentMessages& sent);

/// What reminders are about.
struct PackSubject {
    std::string key;
    std::string ordinal;
    std::string title;
};
std::vector<PackSubject> subjects_of(Context& context, const std::vector<store::AssignmentRow>& assignments,
                                     const std::vector<store::IndicatorRow>& indicators,
                                     const std::vector<const rules::model::ReportRule*>& reports);

/// Every reminder, with the message that carried it to each address, the last answer, and what came back.
xlsx::Sheet pack_of_reminders(Context& context, const std::vector<PackSubject>& subjects, SentMessages& sent);

/// The rows of the event log, with their hashes.
xlsx::Sheet pack_of_log(Context& context, store::Audit& audit, const std::string& plan,
                        const std::vector<const rules::model::ReportRule*>& reports);

/// How somebody else can check all this.
xlsx::Sheet pack_of_proof(Context& context, const store::AuditReport& report);

}  // namespace dondoc::cli
