#include "daemon/outbox/mail.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dondoc::outbox {

namespace {

constexpr std::string_view crlf = "\r\n";

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the terminating zero that libsodium writes
    return text;
}

bool plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }) &&
           text.find("=?") == std::string_view::npos;
}

/// Where to cut so that at most `limit` bytes are taken and no UTF-8 character is split.
std::size_t cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text.size();
    while (limit > 1 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
    return limit;
}

/// "Tên <a@b>" as header text: the name encoded, the address as it is.
std::string encode_mailbox(std::string_view mailbox, std::size_t used) {
    const auto open = mailbox.rfind('<');
    if (open == std::string_view::npos || open == 0) return std::string(mailbox);
    std::string_view name = mailbox.substr(0, open);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    const std::string address(mailbox.substr(open));
    // A name with specials must be quoted or encoded (RFC 5322, 3.2.3); encoding serves both.
    const bool specials = name.find_first_of("()<>[]:;@\\,.\"") != std::string_view::npos;
    std::string encoded =
        specials && plain_ascii(name) ? fmt::format("=?UTF-8?B?{}?=", base64(name)) : encode_header(name, used);
    const auto last_line =
        encoded.rfind('\n') == std::string::npos ? used + encoded.size() : encoded.size() - encoded.rfind('\n');
    encoded += last_line + address.size() > 75 ? "\r\n " : " ";
    return encoded + address;
}

/// The mailboxes of "a@b,c@d", one a line: a list of them has no name before it.
std::string encode_recipients(const std::string& name, const std::string& to) {
    if (to.find(',') == std::string::npos)
        return name.empty() ? to : encode_mailbox(fmt::format("{} <{}>", name, to), 4);
    std::string list;
    for (const char c : to) {
        if (c == ' ') continue;
        list += c;
        if (c == ',') list += "\r\n ";
    }
    return list;
}

std::string header_date(std::chrono::sys_seconds date, std::chrono::seconds offset) {
    const auto local = date + offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day ymd(day);
    const std::chrono::hh_mm_ss time(local - day);
    static constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto minutes = std::abs(offset.count()) / 60;
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} {}{:02}{:02}",
                       weekdays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(ymd.day()),
                       months.at(static_cast<unsigned>(ymd.month()) - 1), static_cast<int>(ymd.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void add_part(std::string& out, std::string_view boundary, std::string_view type, std::string_view text) {
    out += fmt::format(
        "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
        boundary, type, quoted_printable(text));
}

}  // namespace

std::string encode_header(std::string_view text, std::size_t used) {
    if (plain_ascii(text) && used + text.size() <= 76) return std::string(text);
    constexpr std::size_t frame = std::string_view("=?UTF-8?B?").size() + std::string_view("?=").size();
    std::string out;
    while (!text.empty()) {
        // A line holds 76 bytes (RFC 2047, 2), an encoded word 75, of which 3 bytes of text take 4.
        const std::size_t room = std::min<std::size_t>(75, 76 - std::min<std::size_t>(used, 40)) - frame;
        const std::size_t bytes = cut(text, room / 4 * 3);
        if (!out.empty()) out += "\r\n ";
        out += fmt::format("=?UTF-8?B?{}?=", base64(text.substr(0, bytes)));
        text.remove_prefix(bytes);
        used = 1;
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    std::size_t column = 0;
    const auto put = [&](std::string_view piece) {
        if (column + piece.size() > 75) {
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += crlf;
            column = 0;
            continue;
        }
        const bool before_line_end = i + 1 == text.size() || text[i + 1] == '\n';
        const bool literal = (c > 0x20 && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !before_line_end);
        // A line of "." ends a message to some servers, "From " starts one in some mailboxes.
        const bool careful = column == 0 && (c == '.' || c == 'F');
        if (literal && !careful) {
            put({&c, 1});
        } else {
            put(fmt::format("={:02X}", static_cast<unsigned char>(c)));
        }
    }
    return out;
}

std::string to_rfc5322(const Mail& mail) {
    const std::string boundary = fmt::format("=_{}", mail.message_id.substr(0, mail.message_id.find('@')));
    std::string out;
    out += fmt::format("Date: {}\r\n", header_date(mail.date, mail.utc_offset));
    out += fmt::format("From: {}\r\n", encode_mailbox(mail.from, 6));
    out += fmt::format("To: {}\r\n", encode_recipients(mail.to_name, mail.to));
    out += fmt::format("Message-ID: <{}>\r\n", mail.message_id);
    out += fmt::format("Subject: {}\r\n", encode_header(mail.subject, 9));
    out += fmt::format("Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\nContent-Language: {}\r\n",
                       mail.language);
    out +=
        fmt::format("MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n", boundary);
    add_part(out, boundary, "text/plain", mail.text);
    add_part(out, boundary, "text/html", mail.html);
    out += fmt::format("--{}--\r\n", boundary);
    return out;
}

}  // namespace dondoc::outbox
