#include "daemon/intake/intake.hpp"
#include "tests/support/docx_writer.hpp"

#include <gtest/gtest.h>

#include <random>

/// Whatever a table looks like, each word of it is somewhere in the draft: in an assignment or in a doubt.
namespace dondoc::intake {
namespace {

using support::DocxCell;
using support::DocxRow;
using support::DocxWriter;

/// Tables below a proper header that nobody would write, from one seed.
class OddTable {
public:
    OddTable(unsigned seed, DocxRow header) : header_(std::move(header)), random_(seed) {}

    std::vector<DocxRow> rows() {
        std::vector<DocxRow> rows{title()};
        for (int i = 1 + pick(8); i > 0; --i) rows.push_back(pick(6) == 0 ? header_ : row());
        return rows;
    }

    const std::vector<std::string>& words() const { return words_; }

private:
    DocxRow title() { return pick(4) == 0 ? DocxRow{{word(), 6}} : header_; }

    DocxRow row() {
        std::vector<DocxCell> cells;
        for (std::size_t left = 6; left > 0;) {
            const std::size_t span = std::min(left, pick(4) == 0 ? std::size_t(1 + pick(6)) : std::size_t{1});
            left -= span;
            const auto kind = merge();
            cells.push_back({kind == DocxCell::Merge::continues ? std::string() : text(), span, kind});
        }
        return DocxRow(std::move(cells));
    }

    DocxCell::Merge merge() {
        return pick(8) != 0   ? DocxCell::Merge::none
               : pick(2) == 0 ? DocxCell::Merge::begins
                              : DocxCell::Merge::continues;
    }

    std::string text() {
        switch (pick(8)) {
            case 0: return "";
            case 1: return std::to_string(pick(30)) + ".";
            case 2: return "II. " + word();
            case 3: return "- " + word();
            case 4: return "Sở " + word() + ", Phòng " + word() + " (" + word() + ")";
            case 5: return word() + "\n" + word();
            default: return word();
        }
    }

    std::string word() { return words_.emplace_back("từ" + std::to_string(words_.size()) + "x"); }

    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    DocxRow header_;
    std::mt19937 random_;
    std::vector<std::string> words_;
};

std::string all_texts(const Draft& draft) {
    std::string all;
    for (const auto& a : draft.assignments) {
        const auto record = a.record();
        for (const auto* text :
             {&record.text.ordinal, &record.text.section, &record.text.title, &record.text.lead_words,
              &record.text.support_words, &record.text.deadline_words, &record.text.note})
            all += *text + '\n';
    }
    for (const auto& indicator : draft.indicators) {
        const auto& record = indicator.record;
        for (const auto& text : {record.ordinal, record.group, record.name, record.unit_of_measure, record.owner_words,
                                 record.note, targets_text(record.targets), targets_text(record.baseline)})
            all += text + '\n';
    }
    for (const auto& doubt : draft.doubts) all += doubt.text + '\n';
    return all;
}

std::string shown(const std::vector<DocxRow>& rows) {
    std::string text;
    for (const auto& row : rows) {
        for (const auto& cell : row.cells) text += "[" + cell.text + " *" + std::to_string(cell.columns) + "] ";
        text += '\n';
    }
    return text;
}

class NothingLost : public testing::TestWithParam<DocxRow> {};

TEST_P(NothingLost, every_word_of_an_odd_table_is_in_the_draft) {
    int drafts = 0;
    for (unsigned seed = 0; seed < 800; ++seed) {
        OddTable odd(seed, GetParam());
        DocxWriter docx;
        docx.table({GetParam(), {{"1"}, {"a"}, {"b"}, {"c"}, {"d"}, {"e"}}});
        const auto rows = odd.rows();
        docx.table(rows);
        const auto draft = read_plan(docx.bytes(), "odd", {});
        ASSERT_TRUE(draft) << seed << ": " << draft.error().message();
        const std::string all = all_texts(*draft);
        for (const auto& word : odd.words())
            ASSERT_NE(all.find(word), std::string::npos) << "seed " << seed << " lost " << word << " of\n"
                                                         << shown(rows) << "in\n"
                                                         << all;
        ++drafts;
    }
    EXPECT_EQ(drafts, 800);
}

INSTANTIATE_TEST_SUITE_P(
    Lists, NothingLost,
    testing::Values(DocxRow{{"TT"}, {"Nội dung"}, {"Chủ trì"}, {"Phối hợp"}, {"Thời hạn"}, {"Kinh phí"}},
                    DocxRow{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"TH 2025"}, {"KH 2026"}, {"Chủ trì"}}));

}  // namespace
}  // namespace dondoc::intake
