#include "notifiers/http/addresses.hpp"

#include <gtest/gtest.h>

namespace {

using boost::asio::ip::make_address;
using notifiers::http::AllowedAddresses;
using notifiers::http::is_public;

TEST(Addresses, public_ones) {
    for (const char* address : {"1.1.1.1", "8.8.8.8", "172.32.0.1", "172.15.255.255", "100.63.255.255", "100.128.0.1",
                                "223.255.255.255", "169.253.1.1", "2606:4700::1111", "2001:4860:4860::8888",
                                "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
        EXPECT_TRUE(is_public(make_address(address))) << address;
    }
}

TEST(Addresses, private_and_special_ones) {
    for (const char* address : {"0.0.0.0",
                                "0.1.2.3",
                                "10.0.0.1",
                                "100.64.0.1",
                                "100.100.100.200",
                                "127.0.0.1",
                                "127.255.255.254",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.0.0.192",
                                "192.0.2.1",
                                "192.168.1.1",
                                "198.18.0.1",
                                "198.51.100.1",
                                "203.0.113.1",
                                "224.0.0.1",
                                "240.0.0.1",
                                "255.255.255.255",
                                "168.63.129.16",
                                "::",
                                "::1",
                                "::7f00:1",
                                "::ffff:127.0.0.1",
                                "::ffff:10.0.0.1",
                                "::ffff:169.254.169.254",
                                "64:ff9b::7f00:1",
                                "64:ff9b:1::1",
                                "100::1",
                                "2001::1",
                                "2001:db8::1",
                                "2002:7f00:1::1",
                                "2002:a00:1::1",
                                "3fff::1",
                                "fc00::1",
                                "fd00:ec2::254",
                                "fe80::1",
                                "fec0::1",
                                "ff02::1"}) {
        EXPECT_FALSE(is_public(make_address(address))) << address;
    }
}

TEST(Addresses, nothing_private_is_allowed_by_default) {
    EXPECT_FALSE(AllowedAddresses().allows("localhost", make_address("127.0.0.1")));
    EXPECT_TRUE(AllowedAddresses().allows("example.vn", make_address("1.1.1.1")));
}

TEST(Addresses, what_is_listed_is_allowed) {
    const auto allowed = AllowedAddresses::parse("10.1.0.0/16, 192.168.7.9 fd12::/16\n chat.noi-bo.vn");
    ASSERT_TRUE(allowed);
    EXPECT_TRUE(allowed->allows("a.vn", make_address("10.1.255.1")));
    EXPECT_TRUE(allowed->allows("a.vn", make_address("::ffff:10.1.255.1")));
    EXPECT_FALSE(allowed->allows("a.vn", make_address("10.2.0.1")));
    EXPECT_TRUE(allowed->allows("a.vn", make_address("192.168.7.9")));
    EXPECT_FALSE(allowed->allows("a.vn", make_address("192.168.7.8")));
    EXPECT_TRUE(allowed->allows("a.vn", make_address("fd12:1::1")));
    EXPECT_FALSE(allowed->allows("a.vn", make_address("fd13::1")));
    EXPECT_TRUE(allowed->allows("Chat.noi-bo.vn.", make_address("172.16.0.1")));
    EXPECT_FALSE(allowed->allows("evil-chat.noi-bo.vn", make_address("172.16.0.1")));
}

TEST(Addresses, an_entry_that_is_nothing_is_named) {
    EXPECT_EQ(AllowedAddresses::parse("10.0.0.1, 10.0.0.0/40").error(), "10.0.0.0/40");
    EXPECT_EQ(AllowedAddresses::parse("http://x").error(), "http://x");
    EXPECT_EQ(AllowedAddresses::parse("1.2.3").error(), "1.2.3");
}

}  // namespace
