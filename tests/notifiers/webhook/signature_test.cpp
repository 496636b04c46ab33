#include "notifiers/webhook/signature.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using notifiers::webhook::Signer;

constexpr auto at = std::chrono::sys_seconds(std::chrono::seconds(1614265330));
constexpr const char* key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

TEST(Signature, the_published_vector) {
    const auto signer = Signer::parse(key);
    ASSERT_TRUE(signer);
    EXPECT_EQ(signer->sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, R"({"test": 2432232314})"), signature);
}

TEST(Signature, two_keys_give_two_signatures_while_one_is_replaced) {
    const auto signer = Signer::parse(std::string("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n ") + key + "\n");
    ASSERT_TRUE(signer);
    const std::string both = signer->sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, R"({"test": 2432232314})");
    const auto space = both.find(' ');
    ASSERT_NE(space, std::string::npos);
    EXPECT_EQ(both.substr(space + 1), signature);
    EXPECT_TRUE(both.starts_with("v1,"));
    EXPECT_NE(both.substr(0, space), signature);
}

TEST(Signature, no_key_signs_nothing) {
    EXPECT_FALSE(Signer::parse(" \n")->signs());
}

TEST(Signature, wrong_keys_are_refused) {
    const std::string too_long = "whsec_" + std::string(96, 'A');
    for (const std::string& bad : {std::string("secret"), std::string("whsec_"), std::string("whsec_c2hvcnQ="),
                                   std::string("whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"),
                                   std::string("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), too_long}) {
        EXPECT_FALSE(Signer::parse(bad)) << bad;
    }
}

}  // namespace
