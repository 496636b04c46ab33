#include "daemon/http/connections.hpp"

#include "daemon/http/routes.hpp"

#include <gtest/gtest.h>

namespace dondoc::http {
namespace {

TEST(LimitGroup, is_the_network_of_64_bits_of_an_ipv6_address) {
    EXPECT_EQ(limit_group("2001:db8:1:2::1"), "2001:db8:1:2::/64");
    EXPECT_EQ(limit_group("2001:DB8:1:2:ffff:ffff:ffff:ffff"), "2001:db8:1:2::/64");
    EXPECT_NE(limit_group("2001:db8:1:3::1"), limit_group("2001:db8:1:2::1"));
    EXPECT_EQ(limit_group("fe80::1%lo"), limit_group("fe80::2"));
}

TEST(LimitGroup, is_an_ipv4_address_itself_however_it_is_written) {
    EXPECT_EQ(limit_group("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(limit_group("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_NE(limit_group("::ffff:192.0.2.1"), limit_group("::ffff:192.0.2.2"));
    EXPECT_EQ(limit_group("unknown"), "unknown");
}

class ConnectionsTest : public testing::Test {
protected:
    bool open(const std::string& peer) {
        if (!connections_.has_room_for(peer)) return false;
        connections_.opened(peer);
        return true;
    }

    Settings settings_{.limits = {.connections = 5, .connections_of_one = 2}, .trusted_proxies = {"::1"}};
    Connections connections_{settings_};
};

TEST_F(ConnectionsTest, of_one_ipv6_network_are_no_more_than_of_one_address) {
    EXPECT_TRUE(open("2001:db8::1"));
    EXPECT_TRUE(open("2001:db8::2"));
    EXPECT_FALSE(open("2001:db8::3"));
    EXPECT_TRUE(open("2001:db8:0:1::3"));
    connections_.closed("2001:db8::1");
    EXPECT_TRUE(open("2001:db8::4"));
}

TEST_F(ConnectionsTest, of_a_trusted_proxy_end_only_with_those_of_all) {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(open("::1"));
    EXPECT_FALSE(open("::1"));
    EXPECT_FALSE(open("192.0.2.1"));
}

}  // namespace
}  // namespace dondoc::http
