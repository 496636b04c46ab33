#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/intake/draft.hpp"

#include <string>
#include <vector>

namespace dondoc::cli {

/// What a person says beside a document, as it is typed: its plan, what it leaves blank, and which rows are kept ones.
struct PlanWords {
    std::string plan;
    std::string number;
    std::string date;
    int year = 0;
    std::vector<std::string> same;  ///< "12=7", "12=new"
};

/// Throws Failure where it is no plan. Without a register of units one doubt stands for all their names.
intake::Draft read_draft(const Output& output, const std::string& file, const std::string& bytes,
                         const PlanWords& words, const rules::model::UnitDirectory* units);

store::PlanImport plan_of(const intake::Draft& draft, const std::string& file, const std::string& bytes,
                          const PlanWords& words);

/// Throws Failure where no assignment was read and the import would end all that are kept: a list that was not found is a
/// damaged file, or another one.
void must_have_rows(const store::PlanComparison& comparison, const store::PlanImport& plan);

}  // namespace dondoc::cli
