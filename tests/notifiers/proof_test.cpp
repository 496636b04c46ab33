#include "notifiers/proof.hpp"

#include <gtest/gtest.h>

namespace {

using notifiers::proof_of;
using notifiers::proves;

const std::string key(32, 'k');

TEST(Proof, is_of_one_message_and_one_site) {
    const std::string proof = proof_of("m-1", key);
    EXPECT_EQ(proof.size(), 32U);
    EXPECT_TRUE(proves(proof, "m-1", key));
    EXPECT_FALSE(proves(proof, "m-2", key));
    EXPECT_FALSE(proves(proof, "m-1", std::string(32, 'l')));
    EXPECT_FALSE(proves(proof.substr(1), "m-1", key));
}

TEST(Proof, without_a_key_nothing_is_proven) {
    EXPECT_EQ(proof_of("m-1", ""), "");
    EXPECT_FALSE(proves("", "m-1", ""));
    EXPECT_FALSE(proves("", "m-1", key));
}

}  // namespace
