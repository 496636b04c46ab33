#include "daemon/outbox/server_of.hpp"

#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

TEST(ServerOf, is_the_host_of_a_url) {
    EXPECT_EQ(server_of("https://User:x@Hooks.Example:8443/a@b/c"), "hooks.example:8443");
    EXPECT_EQ(server_of("https://a.vn?x"), "a.vn");
    EXPECT_EQ(server_of("a@example.vn"), "");
    EXPECT_EQ(server_of("-1001"), "");
}

}  // namespace
}  // namespace dondoc::outbox
