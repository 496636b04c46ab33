#include "daemon/outbox/notice.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace dondoc::outbox {

namespace {

constexpr std::size_t most_lines = 20;

/// Whom to tell, how they are named, and their language.
struct Audience {
    Addressee addressee;
    std::vector<model::Contact> contacts;
    std::string locale = "vi";
};

Audience audience_of(const std::vector<model::Contact>& admins, const ComposeContext& context) {
    const auto office = context.book.units.planning_office();
    Audience audience{{"admins", "Quản trị (administrators)"}, admins, "vi"};
    if (office) audience.locale = context.book.units[*office].locale;
    std::erase_if(audience.contacts, [&](const auto& contact) { return !context.channels.contains(contact.channel); });
    if (audience.contacts.empty() && office) {
        const model::Recipient recipient{*office, false};
        audience.addressee = {model::recipient_name(recipient, context.book), name_of(recipient, context.book)};
        audience.contacts = contacts_of(recipient, context);
    }
    return audience;
}

std::vector<store::OutboxMessage> send(std::string_view type, const std::string& identity, const Audience& audience,
                                       const NoticeText& text, const ComposeContext& context) {
    const auto not_before = to_instant(after_quiet(context.now, context.book.quiet), context.utc_offset);
    const Rendered texts = render_notice(text, audience.locale, context);
    const Rendering rendering{
        .kind = "notice",
        .texts = texts,
        .locale = audience.locale,
        .json = [&] { return render_json(type, text, context); },
        .chat = [&](const ChatAddress& to) { return chat_bodies(text, audience.locale, to, context); }};
    return address(audience.addressee, audience.contacts, {fmt::format("{} {}", type, identity)}, rendering, not_before,
                   context);
}

template <class Say>
std::vector<store::OutboxMessage> tell(std::string_view type, const std::string& identity,
                                       const std::vector<model::Contact>& admins, const ComposeContext& context,
                                       Say&& say) {
    const Audience audience = audience_of(admins, context);
    return send(type, identity, audience, say(audience.locale.starts_with("en")), context);
}

NoticeText with_lines(NoticeText text, const std::vector<std::string>& lines) {
    const std::size_t shown = std::min(lines.size(), most_lines);
    for (std::size_t i = 0; i < shown; ++i) text.lines.push_back(one_line(lines[i], 300));
    text.more = lines.size() - shown;
    return text;
}

NoticeText refused_text(const RefusedRules& refused, bool en) {
    if (refused.restart) {
        return en ? NoticeText{"Changed settings wait for a restart",
                               "Channels, the state directory or the listening address have changed. The former "
                               "settings and rules stay in force until dondocd is restarted:",
                               {},
                               0,
                               "systemctl restart dondocd"}
                  : NoticeText{"Cấu hình mới chờ khởi động lại",
                               "Kênh gửi, thư mục state hoặc địa chỉ listen đã đổi. Cấu hình và quy tắc cũ vẫn được "
                               "áp dụng cho đến khi khởi động lại dondocd:",
                               {},
                               0,
                               "systemctl restart dondocd"};
    }
    return en ? NoticeText{"Rule files with errors: the former rules stay in force",
                           "The files that were just read have errors, so none of them was taken. Reminders go on by "
                           "the former rules. What is wrong:",
                           {},
                           0,
                           "Please correct the files; \"dondoc check\" shows all errors. They are read again by "
                           "themselves, and you will be told when they are right."}
              : NoticeText{
                    "Tệp quy tắc có lỗi: quy tắc cũ vẫn được áp dụng",
                    "Các tệp vừa đọc có lỗi nên không tệp nào được áp dụng. Việc nhắc vẫn theo quy tắc cũ. Lỗi:",
                    {},
                    0,
                    "Đề nghị sửa các tệp; lệnh \"dondoc check\" liệt kê mọi lỗi. Chương trình tự đọc lại khi tệp "
                    "thay đổi và sẽ báo khi hết lỗi."};
}

std::string name_of(const store::HeldChange& change, bool en) {
    if (change.kind == store::HeldChange::Kind::rules) return en ? "the new rule files" : "các tệp quy tắc mới";
    return fmt::format("{} {} ({})", en ? "the import of" : "bản nhập", one_line(change.name, 200),
                       one_line(change.file_name, 200));
}

std::vector<std::string> figures_of(const store::HeldChange& change, bool en) {
    const store::ChangeFigures& figures = change.figures;
    if (en) {
        return {fmt::format("messages sent at once: {}", figures.at_once),
                fmt::format("planned reminders of the next {} days: {} before, {} after", figures.days, figures.before,
                            figures.after),
                fmt::format("dropped {}, moved to another day {}, added {}", figures.removed, figures.moved,
                            figures.added)};
    }
    return {fmt::format("thông báo gửi ngay: {}", figures.at_once),
            fmt::format("lời nhắc dự kiến trong {} ngày tới: trước {}, sau {}", figures.days, figures.before,
                        figures.after),
            fmt::format("bỏ {}, dời sang ngày khác {}, thêm {}", figures.removed, figures.moved, figures.added)};
}

NoticeText held_text(const store::HeldChange& change, bool en) {
    const std::string name = name_of(change, en);
    return en ? NoticeText{fmt::format("Change {} waits for confirmation", change.id),
                           fmt::format("Much would change by {}, so it has not taken effect:", name),
                           {},
                           0,
                           fmt::format("If that is meant: dondoc confirm {0}. If not: dondoc confirm {0} --reject. "
                                       "Until then everything stays as it was.",
                                       change.id)}
              : NoticeText{fmt::format("Thay đổi {} chờ xác nhận", change.id),
                           fmt::format("Vì {} làm thay đổi nhiều nên chưa được áp dụng:", name),
                           {},
                           0,
                           fmt::format("Nếu đúng ý: dondoc confirm {0}. Nếu không: dondoc confirm {0} --reject. Trước "
                                       "khi có xác nhận, mọi việc vẫn như cũ.",
                                       change.id)};
}

}  // namespace

std::vector<store::OutboxMessage> compose_refused(const RefusedRules& refused,
                                                  const std::vector<model::Contact>& admins,
                                                  const ComposeContext& context) {
    return tell("rules.refused", fmt::format("{} {}", refused.refusal, refused.identity), admins, context,
                [&](bool en) { return with_lines(refused_text(refused, en), refused.problems); });
}

std::vector<store::OutboxMessage> compose_good_again(std::int64_t refusal, const std::vector<model::Contact>& admins,
                                                     const ComposeContext& context) {
    return tell("rules.good", fmt::to_string(refusal), admins, context, [](bool en) {
        return en ? NoticeText{"Rule files are right again",
                               "The rule files have no errors any more and have been taken.",
                               {},
                               0,
                               "Nothing has to be done."}
                  : NoticeText{"Tệp quy tắc đã hết lỗi",
                               "Các tệp quy tắc không còn lỗi và đã được đọc lại.",
                               {},
                               0,
                               "Không cần làm gì thêm."};
    });
}

std::vector<store::OutboxMessage> compose_broken_templates(const std::vector<std::string>& problems,
                                                           const std::vector<model::Contact>& admins,
                                                           const ComposeContext& context) {
    std::string identity = rules::dates::format_iso(rules::dates::date_of(context.now));
    for (const auto& problem : problems) identity += "\n" + problem;
    return tell("templates.broken", identity, admins, context, [&](bool en) {
        return with_lines(
            en ? NoticeText{"Message templates with errors: the built-in ones are used",
                            "These templates of the site cannot be used. Messages go out with the built-in ones "
                            "instead:",
                            {},
                            0,
                            "Please correct the files; \"dondoc check\" shows what is wrong, \"dondoc preview\" how a "
                            "message looks. They are read again by themselves."}
               : NoticeText{"Mẫu thông báo có lỗi: mẫu có sẵn được dùng thay",
                            "Các mẫu riêng sau đây không dùng được. Thông báo vẫn được gửi theo mẫu có sẵn:",
                            {},
                            0,
                            "Đề nghị sửa các tệp; lệnh \"dondoc check\" chỉ rõ lỗi, \"dondoc preview\" cho xem trước "
                            "thông báo. Chương trình tự đọc lại khi tệp thay đổi."},
            problems);
    });
}

std::vector<store::OutboxMessage> compose_held(const store::HeldChange& change,
                                               const std::vector<model::Contact>& admins,
                                               const ComposeContext& context) {
    return tell("change.held", fmt::format("{} {}", change.id, change.hash), admins, context,
                [&](bool en) { return with_lines(held_text(change, en), figures_of(change, en)); });
}

std::vector<store::OutboxMessage> compose_notice(std::string_view type, const std::string& identity,
                                                 const model::Recipient& recipient, const NoticeText& text,
                                                 const ComposeContext& context) {
    const Audience audience{{model::recipient_name(recipient, context.book), name_of(recipient, context.book)},
                            contacts_of(recipient, context),
                            context.book.units[recipient.unit].locale};
    return send(type, identity, audience, text, context);
}

}  // namespace dondoc::outbox
