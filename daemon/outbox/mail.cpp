#include "daemon/outbox/mail.hpp"

#include "daemon/outbox/mime.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dondoc::outbox {

namespace {

constexpr std::string_view crlf = "\r\n";

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
        specials && is_plain_ascii(name) ? fmt::format("=?UTF-8?B?{}?=", base64(name)) : encode_header(name, used);
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

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

/// With the shorter of the two encodings that every server passes on unchanged.
void add_text(std::string& out, std::string_view boundary, std::string_view type, std::string_view text) {
    std::string body = quoted_printable(text);
    std::string_view encoding = "quoted-printable";
    if (const std::size_t as_base64 = (text.size() + 56) / 57 * 78; as_base64 < body.size()) {
        body = base64_lines(with_crlf(text));
        encoding = "base64";
    } else {
        body += crlf;
    }
    out += fmt::format("--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}", boundary,
                       type, encoding, body);
}

void add_attachment(std::string& out, std::string_view boundary, const Attachment& attachment) {
    out += fmt::format(
        "--{}\r\nContent-Type: {}\r\nContent-Disposition: attachment{}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        boundary, attachment.type, encode_parameter("filename", attachment.name), base64_lines(attachment.bytes));
}

void add_headers(std::string& out, const Mail& mail) {
    out += fmt::format("Date: {}\r\n", header_date(mail.date, mail.utc_offset));
    out += fmt::format("From: {}\r\n", encode_mailbox(mail.from, 6));
    out += fmt::format("To: {}\r\n", encode_recipients(mail.to_name, mail.to));
    out += fmt::format("Message-ID: <{}>\r\n", mail.message_id);
    if (!mail.thread.empty()) out += fmt::format("References: <{}>\r\n", mail.thread);
    out += fmt::format("Subject: {}\r\n", encode_header(mail.subject, 9));
    if (!mail.list_id.empty()) out += fmt::format("List-Id: <{}>\r\n", mail.list_id);
    out += fmt::format("Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\nContent-Language: {}\r\n",
                       mail.language);
    out += "MIME-Version: 1.0\r\n";
}

}  // namespace

std::string to_rfc5322(const Mail& mail) {
    // "=_" occurs in neither encoding, so no text can contain a boundary.
    const std::string_view id =
        std::string_view(mail.message_id).substr(0, std::min<std::size_t>(mail.message_id.find('@'), 60));
    const std::string texts = fmt::format("=_t-{}", id);
    const std::string whole = fmt::format("=_w-{}", id);
    std::string out;
    add_headers(out, mail);
    if (!mail.attachments.empty())
        out += fmt::format("Content-Type: multipart/mixed;\r\n boundary=\"{}\"\r\n\r\n--{}\r\n", whole, whole);
    out += fmt::format("Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n", texts);
    add_text(out, texts, "text/plain", mail.text);
    add_text(out, texts, "text/html", mail.html);
    out += fmt::format("--{}--\r\n", texts);
    for (const Attachment& attachment : mail.attachments) add_attachment(out, whole, attachment);
    if (!mail.attachments.empty()) out += fmt::format("--{}--\r\n", whole);
    return out;
}

}  // namespace dondoc::outbox
