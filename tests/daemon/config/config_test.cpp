#include "daemon/config/config.hpp"

#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace dondoc::config {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr auto good_yaml = R"(site: {name: Sở Mẫu, mail_from: "Đôn đốc <d@so.example.vn>"}
state: state
channels:
  - {id: mail, kind: smtp, host: mail.example.vn, user: d, password_file: smtp-password, connections: 8, from: d@so.example.vn}
  - {id: hook, kind: webhook, secret_file: /run/secrets/hook}
)";

std::string fault_of(const std::string& text) {
    const auto config = parse_config({"dondoc.yaml", text}, "/etc/dondoc");
    return config ? "" : format(config.error());
}

std::string with(const std::string& line) {
    return good_yaml + line + "\n";
}

TEST(ParseConfig, reads_paths_relative_to_the_file) {
    const auto config = parse_config({"dondoc.yaml", good_yaml}, "/etc/dondoc");
    ASSERT_TRUE(config) << format(config.error());
    EXPECT_EQ(config->state_dir, "/etc/dondoc/state");
    EXPECT_EQ(config->rules_dir, "/etc/dondoc/rules.d");
    EXPECT_EQ(config->channels.at(0).secret_files.at(0).path, "/etc/dondoc/smtp-password");
    EXPECT_EQ(config->channels.at(1).secret_files.at(0).path, "/run/secrets/hook");
}

TEST(ParseConfig, takes_the_message_id_domain_from_the_sender) {
    EXPECT_EQ(parse_config({"dondoc.yaml", good_yaml}, "/etc/dondoc")->sender.domain, "so.example.vn");
}

TEST(ParseConfig, lets_as_many_messages_be_under_way_as_there_are_connections) {
    EXPECT_EQ(parse_config({"dondoc.yaml", good_yaml}, "/etc/dondoc")->channels.at(0).limit, 8);
}

TEST(ParseConfig, lives_in_vietnam_unless_told_otherwise) {
    const auto config = parse_config({"dondoc.yaml", good_yaml}, "/");
    EXPECT_EQ(config->utc_offset, 7h);
    EXPECT_EQ(config->instant(config->local(std::chrono::sys_seconds{1h})), std::chrono::sys_seconds{1h});
}

TEST(ParseConfig, listens_on_loopback_unless_told_otherwise) {
    EXPECT_EQ(parse_config({"dondoc.yaml", good_yaml}, "/")->listen->address, "127.0.0.1");
    EXPECT_FALSE(parse_config({"dondoc.yaml", with("listen: off")}, "/")->listen);
    EXPECT_EQ(parse_config({"dondoc.yaml", with("listen: \"[::1]:90\"")}, "/")->listen->address, "::1");
}

TEST(ParseConfig, says_what_is_wrong_and_where) {
    EXPECT_THAT(fault_of("state: x\n"), HasSubstr("site"));
    EXPECT_THAT(fault_of(with("listen: 127.0.0.1:99999")), HasSubstr("dondoc.yaml:6"));
    EXPECT_THAT(fault_of(with("liste: off")), HasSubstr("listen"));
    EXPECT_THAT(fault_of(with("  - {id: mail, kind: maildir, path: x}")), HasSubstr("'mail'"));
    EXPECT_THAT(fault_of("site: {name: x, mail_from: nobody}\nstate: s\nchannels: []\n"), HasSubstr("mail_from"));
    EXPECT_THAT(fault_of("site: {name: x, mail_from: \"A <b@c> x\"}\nstate: s\nchannels: []\n"),
                HasSubstr("mail_from"));
    EXPECT_THAT(fault_of("site: {name: x, mail_from: a@b, domain: \"b c\"}\nstate: s\nchannels: []\n"),
                HasSubstr("domain"));
    EXPECT_THAT(fault_of("site: {name: x, mail_from: a@b, utc_offset: 7}\nstate: s\nchannels: []\n"),
                HasSubstr("+07:00"));
}

TEST(ParseConfig, guards_unless_told_otherwise) {
    const auto guard = [](const std::string& line) { return parse_config({"dondoc.yaml", with(line)}, "/")->guard; };
    EXPECT_TRUE(guard("").on);
    EXPECT_FALSE(guard("guard: off").on);
    EXPECT_EQ(guard("guard: {at_once: 7}").at_once, 7U);
    EXPECT_EQ(guard("guard: {at_once: 7}").at_least, 20U);
    EXPECT_EQ(guard("guard: {changed: 0.35, days: 30}").changed, 0.35);
    for (const auto* wrong : {"guard: on", "guard: {changed: 2}", "guard: {at_onc: 7}", "guard: {days: 0}", "guard: []"})
        EXPECT_NE(fault_of(with(wrong)), "") << wrong;
}

TEST(ParseConfig, reads_who_is_told_of_files_with_errors) {
    const auto admins = [](const std::string& line) { return parse_config({"dondoc.yaml", with(line)}, "/")->admins; };
    EXPECT_TRUE(admins("").empty());
    ASSERT_EQ(admins("admins: a@so.example.vn").size(), 1U);
    EXPECT_EQ(admins("admins: a@so.example.vn").front().channel, "mail");
    const auto two = admins("admins: [a@so.example.vn, {channel: hook, to: \"https://x.example.vn/\"}]");
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two.back().channel, "hook");
    EXPECT_THAT(fault_of(with("admins: [{channel: zalo, to: x}]")), HasSubstr("zalo"));
    EXPECT_THAT(fault_of(with("admins: [quan-tri]")), HasSubstr("quan-tri"));
}

TEST(SameWaysOut, sees_what_a_running_daemon_cannot_change) {
    const auto config = [](const std::string& text) { return *parse_config({"dondoc.yaml", text}, "/"); };
    std::string other_host = good_yaml;
    other_host.replace(other_host.find("mail.example.vn"), 4, "post");
    EXPECT_TRUE(same_ways_out(config(good_yaml), config(with("rules: other"))));
    EXPECT_FALSE(same_ways_out(config(good_yaml), config(other_host)));
    EXPECT_FALSE(same_ways_out(config(good_yaml), config(with("listen: off"))));
}

TEST(ParseConfig, refuses_a_secret_in_the_file_without_repeating_it) {
    const auto fault = fault_of(with("  - {id: m2, kind: smtp, host: h, password: hunter2}"));
    EXPECT_THAT(fault, HasSubstr("password_file"));
    EXPECT_THAT(fault, Not(HasSubstr("hunter2")));
}

class SecretsTest : public testing::Test {
protected:
    SecretsTest() : config_(*parse_config({"dondoc.yaml", good_yaml}, folder_.path().string())) {
        config_.channels.pop_back();
    }

    void write(const std::string& name, const std::string& text, std::filesystem::perms perms) {
        std::ofstream(folder_ / name) << text;
        std::filesystem::permissions(folder_ / name, perms);
    }

    support::TemporaryFolder folder_;
    Config config_;
};

using std::filesystem::perms;

TEST_F(SecretsTest, are_read_without_their_line_end) {
    write("smtp-password", "hunter2\n", perms::owner_read);
    EXPECT_EQ(read_secrets(config_, "")->at(0).secrets.at("password"), "hunter2");
}

TEST_F(SecretsTest, come_from_the_service_manager_first) {
    write("smtp-password", "old\n", perms::owner_read);
    std::filesystem::create_directory(folder_ / "credentials");
    write("credentials/smtp-password", "new\n", perms::owner_read);
    EXPECT_EQ(read_secrets(config_, (folder_ / "credentials").string())->at(0).secrets.at("password"), "new");
}

TEST_F(SecretsTest, that_are_missing_are_named) {
    const auto secrets = read_secrets(config_, "");
    ASSERT_FALSE(secrets);
    EXPECT_THAT(secrets.error(), HasSubstr("dondoc.yaml:4: password_file"));
}

TEST_F(SecretsTest, that_others_can_read_are_refused_without_being_told) {
    write("smtp-password", "hunter2\n", perms::owner_read | perms::others_read);
    const auto secrets = read_secrets(config_, "");
    ASSERT_FALSE(secrets);
    EXPECT_THAT(secrets.error(), HasSubstr("chmod 600"));
    EXPECT_THAT(secrets.error(), Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace dondoc::config
