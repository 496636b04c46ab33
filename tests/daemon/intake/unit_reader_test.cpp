#include "daemon/intake/unit_reader.hpp"

#include "tests/daemon/intake/shared_plans.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dondoc::intake {
namespace {

using rules::model::Unit;
using rules::model::UnitDirectory;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Unit unit(std::string id, std::string name, std::string parent = {}) {
    Unit made;
    made.id = std::move(id);
    made.name = std::move(name);
    made.parent = std::move(parent);
    return made;
}

UnitDirectory made(std::vector<Unit> units) {
    std::vector<UnitDirectory::Fault> faults;
    auto directory = UnitDirectory::make(std::move(units), {}, faults);
    EXPECT_TRUE(faults.empty()) << faults.front().what;
    return directory;
}

/// Ids (or "?" and the name) with qualifiers, and the doubts.
struct Read {
    std::vector<std::string> units;
    std::vector<std::string> doubts;
};

Read read(const std::string& cell, const UnitDirectory& units, std::optional<rules::dates::Date> on = {}) {
    Read result;
    UnitReader reader(units, on);
    const auto readings = reader.read(
        cell, [&](const UnitReading&, const std::string& vi, const std::string&) { result.doubts.push_back(vi); });
    for (const auto& reading : readings) {
        std::string text = reading.id.empty() ? "?" + reading.name : reading.id;
        if (!reading.qualifier.empty()) text += " [" + reading.qualifier + "]";
        result.units.push_back(text);
    }
    return result;
}

TEST(UnitReader, several_leads_keep_their_roles) {
    const auto units =
        made({unit("phong-tccb", "Phòng Tổ chức cán bộ"), unit("phong-kcb", "Phòng Quản lý Khám chữa bệnh")});
    const auto found = read("Phòng TCCB (tổ chức, nhân sự); Phòng QL KCB (hoạt động)", units);
    EXPECT_THAT(found.units, ElementsAre("phong-tccb [tổ chức, nhân sự]", "phong-kcb [hoạt động]"));
    EXPECT_THAT(found.doubts, IsEmpty());
}

TEST(UnitReader, a_title_goes_to_the_qualifier) {
    const auto units = made({unit("so-y-te", "Sở Y tế")});
    EXPECT_THAT(read("Giám đốc Sở Y tế (chỉ đạo)", units).units, ElementsAre("so-y-te [Giám đốc; chỉ đạo]"));
}

TEST(UnitReader, the_body_above_tells_units_of_one_name_apart) {
    const auto units = made({unit("so-y-te", "Sở Y tế"), unit("so-noi-vu", "Sở Nội vụ"),
                             unit("tc-1", "Phòng Tài chính", "so-y-te"), unit("tc-2", "Phòng Tài chính", "so-noi-vu")});
    EXPECT_THAT(read("Phòng Tài chính, Sở Nội vụ", units).units, ElementsAre("tc-2 [Sở Nội vụ]"));
    EXPECT_THAT(read("Phòng Tài chính - Sở Y tế", units).units, ElementsAre("tc-1"));
    EXPECT_THAT(read("Phòng Tài chính", units).doubts,
                ElementsAre(HasSubstr("Phòng Tài chính (Sở Y tế); Phòng Tài chính (Sở Nội vụ)")));
}

TEST(UnitReader, a_slip_is_only_suggested) {
    const auto units = made({unit("phong-tc", "Phòng Tài chính")});
    const auto found = read("Phòng Tài chinh", units);
    EXPECT_THAT(found.units, ElementsAre("?Phòng Tài chinh"));
    EXPECT_THAT(found.doubts, ElementsAre(HasSubstr("“Phòng Tài chính”")));
}

TEST(UnitReader, those_concerned_are_a_doubt_of_their_own) {
    const auto units = made({unit("so-y-te", "Sở Y tế")});
    EXPECT_THAT(read("Sở Y tế, các đơn vị liên quan", units).doubts, ElementsAre(HasSubstr("nói chung chung")));
}

TEST(UnitReader, every_name_of_the_real_plans_is_understood_or_suggested) {
    SKIP_WITHOUT_PLANS();
    std::vector<Unit> units;
    std::set<std::string> canonical;
    const auto records = testdata::read_tsv(testdata::plans_folder() / "units.tsv");
    for (const auto& record : records)
        if (canonical.insert(record.at("canonical")).second)
            units.push_back(unit(fmt::format("u{}", units.size()), record.at("canonical")));
    const auto directory = made(units);

    int taken = 0;
    int suggested = 0;
    std::string left;
    const rules::model::UnitMatcher matcher(directory);
    for (const auto& record : records) {
        const auto match = matcher.match(record.at("as_written"));
        const std::string& expected = record.at("canonical");
        if (match.unit) {
            EXPECT_EQ(directory[*match.unit].name, expected) << record.at("as_written");
            ++taken;
        } else if (match.suggestion == expected) {
            ++suggested;
        } else {
            left +=
                fmt::format("\n  {} (not {}): suggested \"{}\"", record.at("as_written"), expected, match.suggestion);
        }
    }
    fmt::print("units.tsv: {} names, {} taken, {} suggested, {} neither{}\n", records.size(), taken, suggested,
               records.size() - static_cast<std::size_t>(taken + suggested), left);
    EXPECT_EQ(left, "");
}

}  // namespace
}  // namespace dondoc::intake
