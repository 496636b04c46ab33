#pragma once

#include "rules/deadlines/parse.hpp"
#include "rules/reporting/duty.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Sentences of plans that lay down who reports to whom and when. Written from how administrative Vietnamese states such
/// duties (and from the elements that Decree 09/2019 art. 7 asks of a reporting regime): a verb of reporting, and beside it
/// a time, a recipient or an occasion. A report that is only spoken of ("theo báo cáo của Sở", "báo cáo tài chính đã
/// được phê duyệt") is no duty.
namespace rules::reporting {

struct Reading {
    std::vector<Duty> duties;
    std::string subject;               ///< whom the sentence speaks about, for those that follow; may be empty
    std::vector<std::string> unclear;  ///< times of a duty to report that were not understood, as written
};

/// Reads one sentence. `subject` is whom the sentences before speak about; it reports where this one names nobody.
/// Any bytes are taken; of a sentence of more than 8 KiB only the beginning is read (split_sentences cuts longer ones).
Reading read_sentence(std::string_view sentence, const deadlines::ParseContext& context, std::string_view subject = {});

/// The sentences of a paragraph, without white space around them. Dots of abbreviations and numbers end none.
std::vector<std::string_view> split_sentences(std::string_view paragraph);

/// Reads a paragraph sentence by sentence, each with the subject of the one before.
Reading read_paragraph(std::string_view paragraph, const deadlines::ParseContext& context,
                       std::string_view subject = {});

}  // namespace rules::reporting
