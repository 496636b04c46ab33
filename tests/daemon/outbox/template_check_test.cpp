#include "daemon/outbox/template_check.hpp"

#include "daemon/outbox/template_tags.hpp"
#include "daemon/outbox/templates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The only fault of a text.
TemplateFault fault(const std::string& text, std::string_view name = "vi/digest.txt.mustache") {
    const auto faults = template_faults(name, text);
    EXPECT_THAT(faults, SizeIs(1)) << text;
    return faults.empty() ? TemplateFault{} : faults.front();
}

TEST(TemplateFaults, built_in_templates_have_none) {
    for (const auto& [name, text] : builtin_templates()) {
        for (const auto& found : template_faults(name, text))
            ADD_FAILURE() << name << ":" << found.line << ": " << found.message;
    }
}

TEST(TemplateFaults, a_section_that_is_never_closed_breaks_it_where_it_begins) {
    const auto found = fault("một\n  {{#overdue}}\n{{/week}}\n");
    EXPECT_TRUE(found.broken);
    EXPECT_EQ(found.line, 3U);
    EXPECT_THAT(found.message, HasSubstr("{{/week}} đóng trong khi đang mở {{#overdue}}"));
    EXPECT_EQ(fault("một\n  {{#overdue}}\n").line, 2U);
    EXPECT_EQ(fault("một\n  {{#overdue}}\n").column, 3U);
    EXPECT_THAT(fault("{{/week}}").message, HasSubstr("closes nothing"));
}

TEST(TemplateFaults, a_tag_that_is_never_closed_breaks_it) {
    EXPECT_THAT(fault("{{site").message, HasSubstr("without its }}"));
    EXPECT_THAT(fault("{{{site}}").message, HasSubstr("without its }}}"));
    EXPECT_THAT(fault("{{ }}").message, HasSubstr("without a name"));
}

TEST(TemplateFaults, an_unknown_variable_is_named_with_the_nearest) {
    const auto found = fault("{{site}}\n  {{recipent}}\n");
    EXPECT_FALSE(found.broken);
    EXPECT_EQ(found.line, 2U);
    EXPECT_EQ(found.column, 3U);
    EXPECT_EQ(found.length, 12U);
    EXPECT_THAT(found.message, HasSubstr("did you mean 'recipient'?"));
}

TEST(TemplateFaults, a_variable_is_known_only_where_it_stands) {
    EXPECT_THAT(
        template_faults("vi/digest.txt.mustache", "{{#overdue}}{{#lines}}{{title}} {{site}}{{/lines}}{{/overdue}}"),
        IsEmpty());
    EXPECT_THAT(fault("{{#overdue}}{{title}}{{/overdue}}").message, HasSubstr("'title'"));
    EXPECT_THAT(fault("{{^reminds}}{{titel}}{{/reminds}}").message, HasSubstr("'titel'"));
    EXPECT_THAT(template_faults("en/line.html.mustache", "{{title}} {{#to}}{{text}}{{/to}} {{site}}"), IsEmpty());
}

TEST(TemplateFaults, one_fault_is_enough_for_a_section_that_does_not_exist) {
    EXPECT_THAT(fault("{{#overdu}}{{#lines}}{{titel}}{{/lines}}{{/overdu}}").message, HasSubstr("'overdu'"));
}

TEST(TemplateFaults, an_unknown_partial_is_named) {
    EXPECT_THAT(fault("{{>lines}}").message, HasSubstr("'lines'"));
    EXPECT_THAT(template_faults("vi/digest.html.mustache", "{{>line}}{{>style}}"), IsEmpty());
}

TEST(TemplateFaults, a_body_must_make_json) {
    const auto found = fault(R"({"text": "{{text}}",})", "slack/body.json.mustache");
    EXPECT_TRUE(found.broken);
    EXPECT_THAT(found.message, HasSubstr("JSON"));
    EXPECT_THAT(template_faults("zns/body.json.mustache", R"({"id": "{{channel.template_id}}", "to": "{{to}}"})"),
                IsEmpty());
}

TEST(TemplateTags, are_read_with_other_delimiters_and_without_comments) {
    const auto tags = template_tags("{{! nói thêm {{x }}{{=<% %>=}}<% site %> {{không}} <%& date %>");
    ASSERT_TRUE(tags) << tags.error().message;
    ASSERT_THAT(*tags, SizeIs(2));
    EXPECT_EQ(tags->at(0).name, "site");
    EXPECT_EQ(tags->at(1).name, "date");
}

}  // namespace
}  // namespace dondoc::outbox
