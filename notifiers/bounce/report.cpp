#include "notifiers/bounce/report.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/bounce/mime.hpp"
#include "notifiers/envelope.hpp"

#include <algorithm>
#include <cstdint>

namespace notifiers::bounce {
namespace {

constexpr std::size_t longest_mail = 256 * 1024;
constexpr std::size_t most_refusals = 100;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// "rfc822;a@b" without its type.
std::string address_of(const std::string& field) {
    const auto type = field.find(';');
    std::string_view address = trimmed(std::string_view(field).substr(type == std::string::npos ? 0 : type + 1));
    if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
    return kept_answer(address);
}

/// "+3D" of RFC 3461 back to "=".
std::string from_xtext(std::string_view text) {
    const auto value = [](char c) -> int {
        if (digit(c)) return c - '0';
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape =
            text[at] == '+' && at + 2 < text.size() && value(text[at + 1]) >= 0 && value(text[at + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(value(text[at + 1]) * 16 + value(text[at + 2]));
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

/// Our id out of "<id@domain>" or "id"; empty where it is none of ours.
std::string envelope_of(std::string_view text) {
    text = trimmed(text);
    if (const auto open = text.find('<'); open != std::string_view::npos) text = text.substr(open + 1);
    text = text.substr(0, text.find_first_of("@>"));
    return is_id(text) ? std::string(text) : std::string();
}

/// "m-1.PROOF" of ENVID.
void read_envelope_id(const std::string& text, Report& report) {
    const auto dot = text.find('.');
    report.message = envelope_of(std::string_view(text).substr(0, dot));
    report.proof = dot == std::string::npos ? std::string() : std::string(trimmed(text.substr(dot + 1)));
}

/// "5.1.1" out of "5.1.1 (bad mailbox)", or out of the words "550 5.1.1 ..."; "5.0.0" or "4.0.0" by the action.
std::string status_of(const Fields& fields, bool permanent) {
    for (const char* name : {"status", "diagnostic-code"}) {
        const std::string text = fields.text(name);
        for (std::size_t at = 0; at + 4 < text.size(); ++at) {
            const bool begins = (at == 0 || !(digit(text[at - 1]) || text[at - 1] == '.')) &&
                                (text[at] == '4' || text[at] == '5') && text[at + 1] == '.';
            if (!begins) continue;
            std::size_t end = at + 2;
            int dots = 1;
            while (end < text.size() && end - at < 9 &&
                   (digit(text[end]) || (text[end] == '.' && dots < 2 && ++dots > 0)))
                ++end;
            const std::string status = text.substr(at, end - at);
            if (dots == 2 && digit(status.back()) && status.find("..") == std::string::npos) return status;
        }
    }
    return permanent ? "5.0.0" : "4.0.0";
}

std::optional<Refusal> refusal_of(const Fields& fields) {
    const std::string action = lower(fields.text("action"));
    const bool failed = action.starts_with("failed");
    if (!failed && !action.starts_with("delayed")) return std::nullopt;
    Refusal refusal;
    refusal.permanent = failed;
    for (const char* name : {"original-recipient", "final-recipient"}) {
        if (refusal.recipient.empty()) refusal.recipient = address_of(fields.text(name));
    }
    if (refusal.recipient.empty()) return std::nullopt;
    refusal.recipient = from_xtext(refusal.recipient);
    refusal.status = status_of(fields, failed);
    const std::string words = fields.text("diagnostic-code");
    const auto type = words.find(';');
    refusal.diagnostic = kept_answer(trimmed(std::string_view(words).substr(type == std::string::npos ? 0 : type + 1)));
    return refusal;
}

void read_status(std::string_view body, Report& report) {
    bool first = true;
    while (!body.empty() && report.refusals.size() < most_refusals) {
        const Fields fields = Fields::take(body);
        if (fields.empty()) continue;
        if (first) read_envelope_id(from_xtext(fields.text("original-envelope-id")), report);
        if (auto refusal = refusal_of(fields)) report.refusals.push_back(std::move(*refusal));
        first = false;
    }
}

}  // namespace

std::optional<Report> read_report(std::string_view mail) {
    Report report;
    std::string returned;
    for_each_part(mail.substr(0, longest_mail), [&](const std::string& type, std::string_view body) {
        if (type == "message/delivery-status" || type == "message/global-delivery-status") {
            read_status(body, report);
        } else if (returned.empty() && (type == "text/rfc822-headers" || type == "message/rfc822" ||
                                        type == "message/global" || type == "message/global-headers")) {
            returned = envelope_of(Fields::take(body).text("message-id"));
        }
    });
    if (report.refusals.empty()) return std::nullopt;
    if (report.message.empty()) report.message = returned;
    return report;
}

}  // namespace notifiers::bounce
