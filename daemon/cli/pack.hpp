#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/store/audit.hpp"
#include "daemon/xlsx/workbook.hpp"

/// The inspection pack of a plan: what was asked, what came of it, who was told and how that is proved.
namespace dondoc::cli {

/// The plan's rows in its own layout, and beside them where each stands: day, status, extensions, completion, reminders.
xlsx::Sheet pack_of_tasks(Context& context, const std::vector<store::AssignmentRow>& assignments);

/// Every reminder, with the message that carried it to each address and the last answer.
xlsx::Sheet pack_of_reminders(Context& context, const std::vector<store::AssignmentRow>& assignments);

/// The rows of the event log, with their hashes.
xlsx::Sheet pack_of_log(Context& context, store::Audit& audit, const std::string& plan);

/// How somebody else can check all this.
xlsx::Sheet pack_of_proof(Context& context, const store::AuditReport& report);

}  // namespace dondoc::cli
