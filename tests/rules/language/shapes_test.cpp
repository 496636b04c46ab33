#include "rules/language/shapes.hpp"
#include "rules/language/json_schema.hpp"
#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::testing {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path folder = std::filesystem::path(DONDOC_SOURCE_DIR) / "tests/rules/language/data/every-key";

struct File {
    std::string_view name;
    std::vector<const Shape*> shapes;
};

const std::vector<File>& files() {
    static const std::vector<File> all{
        {"rules.yaml",
         {&shapes::rules_file, &shapes::report, &shapes::cut_off, &shapes::valid, &shapes::indicators,
          &shapes::chosen_units, &shapes::policy, &shapes::overdue, &shapes::update, &shapes::ask, &shapes::inhibition, &shapes::escalation,
          &shapes::address, &shapes::check}},
        {"units.yaml",
         {&shapes::units_file, &shapes::roles, &shapes::unit, &shapes::group, &shapes::head, &shapes::contact,
          &shapes::former_name, &shapes::replaced}},
        {"calendar.yaml", {&shapes::calendar_year, &shapes::day_off, &shapes::worked_day}},
        {"calendar.supplement.yaml", {&shapes::calendar_supplement}},
    };
    return all;
}

/// Reading asserts that the code asks for each key of a shape and for no other.
TEST(Shapes, a_set_that_uses_every_key_is_read_without_an_error) {
    Sources sources;
    const auto file = [](const std::string& name) { return SourceFile{name, read_file(folder / name)}; };
    sources.units = file("units.yaml");
    sources.rules = {file("rules.yaml")};
    sources.calendars = {file("calendar.yaml"), file("calendar.supplement.yaml")};
    const Loaded loaded = load(sources);
    EXPECT_TRUE(loaded.book) << print(loaded.problems);
}

TEST(Shapes, that_set_leaves_no_key_out) {
    for (const auto& [name, shapes] : files()) {
        const std::string text = read_file(folder / name);
        for (const Shape* const shape : shapes)
            for (const Key& key : shape->keys) EXPECT_THAT(text, HasSubstr(std::string(key.name) + ":")) << shape->name;
    }
}

TEST(Shapes, a_key_that_no_shape_has_is_refused_with_all_that_there_are) {
    const Loaded loaded = load_rules("reports: [{id: a, title: A, from: cac-so, period: year, roel: next}]");
    ASSERT_EQ(loaded.problems.size(), 1U);
    EXPECT_THAT(loaded.problems[0].message, HasSubstr("did you mean \"roll\"?"));
    EXPECT_THAT(loaded.problems[0].message, HasSubstr("valid, collects"));
}

TEST(JsonSchema, names_what_is_required_and_what_stands_for_each_other) {
    const std::string schema = json_schema(forms::mapping(shapes::day_off), "x");
    EXPECT_THAT(schema, HasSubstr(R"("required": ["name"])"));
    EXPECT_THAT(schema, HasSubstr(R"("anyOf": [{"required": ["date"]}, {"required": ["from", "to"]}])"));
    EXPECT_THAT(schema, HasSubstr(R"("enum": ["morning", "afternoon"])"));
}

TEST(JsonSchema, keys_that_are_names_have_the_form_of_their_values) {
    EXPECT_THAT(json_schema(forms::mapping(shapes::overdue), "x"),
                HasSubstr("\"additionalProperties\": {\"type\": \"string\""));
}

}  // namespace
}  // namespace rules::language::testing
