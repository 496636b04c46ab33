#include "notifiers/http/target.hpp"

#include <gmock/gmock.h>

namespace {

using notifiers::http::Target;
using testing::Contains;
using testing::Each;
using testing::Not;

TEST(Target, hides_long_values_of_a_query_as_they_stand_and_as_they_are_read) {
    const auto target =
        Target::parse("https://flow.example/run?v=1&sig=abc%2Bdefghij&&token=0123456789&x&bare-token-9876", false);
    ASSERT_TRUE(target) << target.error();
    for (const char* secret : {"abc%2Bdefghij", "abc+defghij", "0123456789", "bare-token-9876"})
        EXPECT_THAT(target->secrets(), Contains(secret));
    EXPECT_THAT(target->secrets(), Each(Not(testing::AnyOf("1", "x", ""))));
}

TEST(Target, without_a_query_hides_the_path_alone) {
    const auto target = Target::parse("https://flow.example/", false);
    ASSERT_TRUE(target) << target.error();
    EXPECT_THAT(target->secrets(), testing::IsEmpty());
}

}  // namespace
