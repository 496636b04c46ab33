#include "notifiers/bounce/report.hpp"

#include <gmock/gmock.h>

namespace {

using notifiers::bounce::read_report;
using testing::SizeIs;

/// A report as mail servers write it; `status` is its delivery-status part, `headers` what was returned of the mail.
std::string report(const std::string& status, const std::string& headers = "Message-ID: <m-1@so.example.vn>\n",
                   const std::string& type = "multipart/report; report-type=delivery-status; boundary=\"=_b\"") {
    return "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: " + type +
           "\n\npreamble\n--=_b\nContent-Type: text/plain\n\nSorry.\n--=_b\nContent-Type: message/delivery-status\n\n" +
           status + "\n--=_b\nContent-Type: text/rfc822-headers\n\n" + headers + "\n--=_b--\n";
}

constexpr const char* failed =
    "Reporting-MTA: dns; mx.example\nOriginal-Envelope-Id: m-9\n\n"
    "Final-Recipient: rfc822; so-a@example.vn\nAction: failed\nStatus: 5.1.1\n"
    "Diagnostic-Code: smtp; 550 5.1.1 no such\n user\n";

TEST(BounceReport, names_message_recipient_status_and_words) {
    const auto found = read_report(report(failed));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->message, "m-9");
    ASSERT_THAT(found->refusals, SizeIs(1));
    EXPECT_EQ(found->refusals[0].recipient, "so-a@example.vn");
    EXPECT_EQ(found->refusals[0].status, "5.1.1");
    EXPECT_EQ(found->refusals[0].diagnostic, "550 5.1.1 no such user");
    EXPECT_TRUE(found->refusals[0].permanent);
}

TEST(BounceReport, without_an_envelope_id_the_returned_headers_name_the_message) {
    const auto found = read_report(report("Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822;a@b\nAction: failed\n"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->message, "m-1");
    EXPECT_EQ(found->refusals[0].status, "5.0.0");
}

TEST(BounceReport, the_address_that_the_mail_had_goes_before_where_it_ended) {
    const auto found =
        read_report(report("X: y\n\nOriginal-Recipient: rfc822;a+2Bb@example.vn\nFinal-Recipient: rfc822;z@y\nAction: "
                           "failed\nStatus: 5.2.2\n"));
    EXPECT_EQ(found->refusals[0].recipient, "a+b@example.vn");
}

TEST(BounceReport, recipients_are_told_apart) {
    const auto found =
        read_report(report("X: y\n\nFinal-Recipient: rfc822;a@b\nAction: failed\nStatus: 5.1.1\n\n"
                           "Final-Recipient: rfc822;c@d\nAction: delayed\nStatus: 4.4.1\n\n"
                           "Final-Recipient: rfc822;e@f\nAction: delivered\nStatus: 2.0.0\n"));
    ASSERT_THAT(found->refusals, SizeIs(2));
    EXPECT_FALSE(found->refusals[1].permanent);
    EXPECT_EQ(found->refusals[1].status, "4.4.1");
}

TEST(BounceReport, a_status_in_the_words_will_do) {
    const auto found = read_report(
        report("X: y\n\nFinal-Recipient: rfc822;a@b\nAction: failed\nDiagnostic-Code: smtp; 552 5.2.2 full\n"));
    EXPECT_EQ(found->refusals[0].status, "5.2.2");
}

TEST(BounceReport, success_and_other_mails_are_none) {
    EXPECT_FALSE(read_report(report("X: y\n\nFinal-Recipient: rfc822;a@b\nAction: delivered\nStatus: 2.0.0\n")));
    EXPECT_FALSE(read_report("Subject: Vắng mặt\n\nAction: failed\nFinal-Recipient: a@b\n"));
    EXPECT_FALSE(read_report(""));
    EXPECT_FALSE(read_report("Content-Type: multipart/report\n\n--\n"));
}

TEST(BounceReport, a_mail_that_is_only_mixed_or_cut_off_is_read_as_far_as_it_goes) {
    EXPECT_TRUE(read_report(report(failed, "", "multipart/mixed; boundary==_b")));
    const std::string whole = report(failed);
    EXPECT_TRUE(read_report(whole.substr(0, whole.find("--=_b\nContent-Type: text/rfc822"))));
}

TEST(BounceReport, the_envelope_id_carries_its_proof) {
    const auto with = [](const std::string& id) {
        return read_report(report("Original-Envelope-Id: " + id + "\n\nFinal-Recipient: rfc822;a@b\nAction: failed\n"));
    };
    EXPECT_EQ(with("m-9.0a1b")->message, "m-9");
    EXPECT_EQ(with("m-9.0a1b")->proof, "0a1b");
    EXPECT_EQ(with("m-9")->proof, "");
    EXPECT_EQ(with("a b.0a1b")->message, "m-1") << "none of ours: by the returned headers";
}

TEST(BounceReport, a_status_part_in_base64_is_read) {
    const std::string coded =
        "WDogeQoKRmluYWwtUmVjaXBpZW50OiByZmM4MjI7YUBiCkFjdGlv\nbjogZmFpbGVkClN0YXR1czogNS4xLjEK\n";
    const std::string head =
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n"
        "Content-Transfer-Encoding: Base64\n\n";
    const auto found = read_report(head + coded + "--b--\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->refusals[0].recipient, "a@b");
    EXPECT_EQ(found->refusals[0].status, "5.1.1");
    EXPECT_TRUE(read_report(head + coded.substr(0, 75))) << "cut off: as far as it goes";
    EXPECT_FALSE(read_report(head + std::string(5000, '=')));
}

TEST(BounceReport, lines_may_end_in_crlf) {
    std::string mail;
    for (const char c : report(failed)) mail += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(read_report(mail)->refusals[0].diagnostic, "550 5.1.1 no such user");
}

TEST(BounceReport, an_id_that_is_none_of_ours_names_nothing) {
    const auto found = read_report(report(
        "Original-Envelope-Id: ../../etc\n\nFinal-Recipient: rfc822;a@b\nAction: failed\n", "Message-ID: <a b@c>\n"));
    EXPECT_EQ(found->message, "");
}

TEST(BounceReport, strangers_cannot_make_it_long) {
    std::string many = "X: y\n\n";
    for (int i = 0; i < 1000; ++i) many += "Final-Recipient: rfc822;a@b\nAction: failed\n\n";
    EXPECT_THAT(read_report(report(many))->refusals, SizeIs(100));
    std::string deep;
    for (int i = 0; i < 10'000; ++i) deep += "Content-Type: multipart/mixed; boundary=x\n\n--x\n";
    EXPECT_FALSE(read_report(deep));
    EXPECT_LE(read_report(report("X: y\n\nFinal-Recipient: rfc822;a@b\nAction: failed\nDiagnostic-Code: smtp;" +
                                 std::string(9000, 'x') + "\n"))
                  ->refusals[0]
                  .diagnostic.size(),
              500U);
}

}  // namespace
