#include "tests/notifiers/classification.hpp"
#include "tests/notifiers/sending.hpp"
#include "tests/support/test_server.hpp"

#include <fmt/format.h>

namespace {

using notifiers::ChannelConfig;
using notifiers::Delivery;
using notifiers::Envelope;
using support::TestServer;

std::vector<Classified> rows_of(const std::function<bool(const Classified&)>& wanted) {
    std::vector<Classified> rows;
    for (Classified& row : classification()) {
        if (row.phase != "any" && wanted(row)) rows.push_back(std::move(row));
    }
    EXPECT_FALSE(rows.empty());
    return rows;
}

Delivery mail_to(const TestServer& server, const std::string& to) {
    const ChannelConfig channel{
        .id = "thu",
        .kind = "smtp",
        .settings = {{"host", "localhost"}, {"port", server.port()}, {"tls", "none"}, {"from", "a@so.example"}},
        .secrets = {}};
    return Sender(channel).send(Envelope{"m-1", "thu", to, "Message-ID: <m-1@so.example>\r\n\r\nx\r\n"});
}

TEST(ClassificationOfServers, what_a_mail_server_says_of_a_recipient) {
    const auto rows = rows_of([](const auto& row) { return row.kind == "smtp" && row.phase == "rcpt"; });
    std::vector<std::string> options;
    for (const Classified& row : rows) {
        options.emplace_back("--reply-for");
        options.push_back(fmt::format("c{0}@so.example={0}", row.first));
    }
    const TestServer server("smtp_server.py", options);
    for (const Classified& row : rows) {
        const Delivery delivery = mail_to(server, fmt::format("c{}@so.example", row.first));
        EXPECT_EQ(delivery.outcome, row.means) << row.told() << " " << delivery.reason;
        EXPECT_EQ(delivery.code, row.first) << row.told();
    }
}

TEST(ClassificationOfServers, recipients_of_one_mail_are_told_apart) {
    for (const Classified& row : rows_of([](const auto& row) { return row.kind == "smtp" && row.phase == "rcpt"; })) {
        if (row.first == 421) continue;  // ends the connection
        const TestServer server("smtp_server.py", {"--reply-for", fmt::format("no@so.example={}", row.first)});
        const Delivery delivery = mail_to(server, "yes@so.example,no@so.example");
        EXPECT_EQ(delivery.outcome, Delivery::Outcome::sent) << row.told();
        ASSERT_EQ(delivery.refused.size(), 1U) << row.told();
        EXPECT_EQ(delivery.refused.front().permanent, row.means == Delivery::Outcome::rejected) << row.told();
    }
}

TEST(ClassificationOfServers, what_a_mail_server_says_elsewhere) {
    for (const Classified& row : rows_of([](const auto& row) { return row.kind == "smtp" && row.phase != "rcpt"; })) {
        const TestServer server("smtp_server.py", {"--reply", fmt::format("{}:{}", row.phase, row.first)});
        const Delivery delivery = mail_to(server, "a@so.example");
        EXPECT_EQ(delivery.outcome, row.means) << row.told() << " " << delivery.reason;
    }
}

/// Of http_sink.py: it answers with this status and these words.
std::string path_to(const Classified& row) {
    std::string path = fmt::format("/answer/{}/", row.first);
    for (const char c : row.body) path += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return path;
}

TEST(ClassificationOfServers, what_receivers_of_webhooks_and_services_say) {
    const TestServer server("http_sink.py", {});
    for (const Classified& row : rows_of([](const auto& row) { return row.kind != "smtp"; })) {
        if (row.kind.starts_with("zalo-oa") || row.kind == "zns") continue;  // tokens: service/messenger_test.cpp
        ChannelConfig channel{.id = "kenh",
                              .kind = row.kind,
                              .settings = {{"allow_http", "yes"}, {"allow_private", "127.0.0.0/8"}},
                              .secrets = {}};
        const std::string url = "http://127.0.0.1:" + server.port() + path_to(row);
        std::string to = url;
        if (row.kind == "telegram" || row.kind == "zalo-bot") {
            channel.settings["base_url"] = url;
            channel.secrets["token"] = "123456:AAF-secret_token";
            to = "-1001";
        }
        const Delivery delivery =
            Sender(channel).send(Envelope{"m-1", "kenh", to, R"({"chat_id":"-1001","text":"x"})"});
        EXPECT_EQ(delivery.outcome, row.means) << row.told() << ": " << delivery.reason;
        EXPECT_EQ(delivery.code, row.first) << row.told();
    }
}

}  // namespace
