#include "daemon/store/store.hpp"
#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using State = store::HeldChange::State;

constexpr auto head = "TT,Nội dung nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành\n";
constexpr auto first_row = "1,Xây dựng đề án,Sở Y tế,Quý IV/2026\n";
constexpr auto second_row = "2,Rà soát quy hoạch,Sở Y tế,Quý III/2026\n";

/// A plan of one row, and an import of it that waits.
class Confirm : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        import(first_row);
    }

    void import(const std::string& rows) const {
        write("ke-hoach.csv", head + rows);
        ASSERT_EQ(run({"import", "--accept", path("ke-hoach.csv"), "--plan", "thu", "--year", "2026"}).code, good);
    }

    std::unique_ptr<store::Store> database() const { return store::open_sqlite(path("state/dondoc.db")); }

    std::string hold(const std::string& content, const std::string& file_name = "moi.csv") const {
        store::HeldChange change;
        change.kind = store::HeldChange::Kind::import;
        change.hash = "h";
        change.name = "thu";
        change.file_name = file_name;
        change.content = content;
        change.options = "plan\nthu\nyear\n2026\n";
        return std::to_string(database()->hold(change, {"thu", {}}));
    }

    State state(const std::string& id) const { return database()->held_change(std::stoll(id))->state; }
    std::size_t tasks() const { return run({"--json", "tasks", "--plan", "thu"}).json().as_array().size(); }
};

TEST_F(Confirm, a_confirmed_import_is_saved) {
    const auto id = hold(std::string(head) + first_row + second_row);
    EXPECT_EQ(tasks(), 1U);
    const auto result = run({"confirm", id});
    EXPECT_EQ(result.code, good) << result.err;
    EXPECT_EQ(tasks(), 2U);
    EXPECT_EQ(state(id), State::done);
    EXPECT_THAT(run({"confirm", id}).err, HasSubstr("đã áp dụng rồi"));
}

TEST_F(Confirm, a_newer_import_is_not_undone_by_an_older_one_that_waited) {
    const auto id = hold(std::string(head) + second_row);
    import(std::string(first_row) + second_row);
    const auto result = run({"confirm", id});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.err, HasSubstr("đã được thay thế rồi"));
    EXPECT_EQ(tasks(), 2U);
}

TEST_F(Confirm, what_was_rejected_stays_rejected) {
    const auto id = hold(std::string(head) + first_row + second_row);
    EXPECT_EQ(run({"confirm", id, "--reject"}).code, good);
    const auto result = run({"confirm", id});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.err, HasSubstr("đã bị từ chối rồi"));
    EXPECT_EQ(state(id), State::rejected);
    EXPECT_EQ(tasks(), 1U);
}

TEST_F(Confirm, a_document_without_rows_ends_no_plan) {
    const auto id =
        hold("KẾ HOẠCH\nNăm 2026\nSở Y tế báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026.\n", "moi.txt");
    const auto result = run({"confirm", id});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.err, HasSubstr("không thấy nhiệm vụ nào"));
    EXPECT_EQ(state(id), State::waiting);
}

TEST_F(Confirm, the_name_of_a_file_makes_no_line_of_its_own) {
    hold(std::string(head) + first_row, "a\x1b[2K\nThay đổi 9: nhập thu từ b.csv");
    const auto out = run({"confirm"}).out;
    EXPECT_THAT(out, HasSubstr("a [2K Thay đổi 9: nhập thu từ b.csv (import)\n"));
    EXPECT_THAT(out, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace dondoc::cli::testing
