#include "daemon/config/guard_section.hpp"

#include "daemon/config/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dondoc::config {

using language::Fields;
using language::Node;
using language::read_int;
using language::read_text;

namespace {

constexpr long most_messages = 1'000'000;
constexpr int longest_look = 800;  // days

void read_share(const Node& node, double& share) {
    const auto text = read_text(node);
    if (!text) return;
    double value = -1;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error == std::errc{} && stop == end && value >= 0 && value <= 1) {
        share = value;
    } else {
        node.expected("tỷ lệ từ 0 đến 1, ví dụ 0.2", "a share from 0 to 1, such as 0.2");
    }
}

void read_count(const Node& node, std::size_t& count) {
    if (const auto value = read_int(node, 0, most_messages)) count = static_cast<std::size_t>(*value);
}

bool is_address(std::string_view text) {
    const auto at = text.find('@');
    const auto blank = [](unsigned char c) { return c <= 0x20 || c == 0x7f; };
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
           std::none_of(text.begin(), text.end(), blank);
}

void add_contact(const Node& node, std::string channel, const std::string& to, const outbox::ChannelKinds& channels,
                 std::vector<rules::model::Contact>& contacts) {
    if (!channels.contains(channel)) {
        node.error(fmt::format("không có kênh '{0}' trong channels (no channel '{0}')", channel));
    } else {
        contacts.push_back({std::move(channel), to});
    }
}

}  // namespace

void read_guard(const Node& node, Guard& guard) {
    if (!node.exists()) return;
    if (node.is_text() && node.text() == "off") {
        guard.on = false;
        return;
    }
    Fields fields(node, shapes::guard);
    if (!fields.valid()) return;
    read_count(fields["at_once"], guard.at_once);
    read_share(fields["changed"], guard.changed);
    read_count(fields["at_least"], guard.at_least);
    if (const auto days = read_int(fields["days"], 1, longest_look)) guard.days = static_cast<int>(*days);
    if (const auto days = read_int(fields["gap"], 1, longest_look)) guard.gap = static_cast<int>(*days);
    fields.reject_others();
}

std::vector<rules::model::Contact> read_admins(const Node& node, const outbox::ChannelKinds& channels) {
    std::vector<rules::model::Contact> contacts;
    for (const Node& item : node.items_or_self()) {
        if (item.is_text()) {
            if (is_address(item.text()))
                add_contact(item, "mail", item.text(), channels, contacts);
            else
                item.expected("địa chỉ thư như quan-tri@so.gov.vn, hoặc {channel, to}",
                              "a mail address, or {channel, to}");
            continue;
        }
        Fields fields(item, shapes::admin);
        if (!fields.valid()) continue;
        const Node channel = fields.required("channel");
        const auto name = read_text(channel);
        const auto to = read_text(fields.required("to"));
        fields.reject_others();
        if (name && to) add_contact(channel, *name, *to, channels, contacts);
    }
    return contacts;
}

}  // namespace dondoc::config
