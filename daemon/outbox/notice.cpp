#include "daemon/outbox/notice.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/missed.hpp"
#include "daemon/outbox/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace dondoc::outbox {

namespace {

constexpr std::size_t most_lines = 20;
constexpr std::string_view admins_id = "admins";

/// Whom to tell, how they are named, and their language.
struct Audience {
    Addressee addressee;
    std::vector<model::Contact> contacts;
    std::string locale = "vi";
};

Audience audience_of(const std::vector<model::Contact>& admins, const ComposeContext& context) {
    const auto office = context.book.units.planning_office();
    Audience audience{{std::string(admins_id), "Quản trị (administrators)"}, admins, "vi"};
    if (office) audience.locale = context.book.units[*office].locale;
    std::erase_if(audience.contacts, [&](const auto& contact) { return !context.channels.contains(contact.channel); });
    if (audience.contacts.empty() && office) {
        const model::Recipient recipient{*office, false};
        audience.addressee = {model::recipient_name(recipient, context.book), name_of(recipient, context.book)};
        audience.contacts = contacts_of(recipient, context);
    }
    return audience;
}

bool en(const Audience& audience) {
    return audience.locale.starts_with("en");
}

/// A notice as a digest says it later.
HeldItem held_form(const NoticeText& text) {
    HeldItem item{.headline = text.headline, .lines = {text.intro}};
    item.lines.insert(item.lines.end(), text.lines.begin(), text.lines.end());
    item.lines.push_back(text.todo);
    return item;
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
    auto messages = send(type, identity, audience, say(en(audience)), context);
    // Administrators have no digest that could carry it.
    if (audience.addressee.id != admins_id) put_in_budget(held_form(say(en(audience))), context, messages);
    return messages;
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

NoticeText held_catch_up_text(const store::HeldChange& change, bool en) {
    const auto& [id, days, messages] = std::tuple{change.id, change.figures.days, change.figures.at_once};
    return en ? NoticeText{fmt::format("dondoc was away for {} days: catching up waits for confirmation", days),
                           "So long a time is more often a wrong clock than an outage, so nothing has been sent. "
                           "Please "
                           "look first whether the clock of the machine is right; if not, set it, and dondoc goes on "
                           "by "
                           "itself.",
                           {fmt::format("messages that would be sent at once: {}", messages)},
                           0,
                           fmt::format(
                               "If the clock is right: dondoc confirm {0} sends what was missed; dondoc confirm "
                               "{0} --reject leaves it out. Nobody is reminded until then.",
                               id)}
              : NoticeText{fmt::format("dondoc đã ngừng {} ngày: việc gửi bù chờ xác nhận", days),
                           "Khoảng thời gian dài như vậy thường do đồng hồ máy sai hơn là do ngừng chạy, nên chưa gửi "
                           "gì. Trước hết đề nghị kiểm tra đồng hồ máy; nếu sai thì chỉnh lại, dondoc sẽ tự chạy tiếp.",
                           {fmt::format("thông báo sẽ gửi ngay: {}", messages)},
                           0,
                           fmt::format("Nếu đồng hồ đúng: dondoc confirm {0} để gửi bù những gì bị lỡ; dondoc confirm "
                                       "{0} --reject để bỏ qua. Trước khi có xác nhận, không đơn vị nào được nhắc.",
                                       id)};
}

/// "3 ngày 4 giờ": the two largest units that say something.
std::string length_words(std::chrono::seconds length, bool en) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(length).count();
    const auto days = minutes / (24 * 60);
    const auto hours = minutes / 60 % 24;
    if (days > 0) return fmt::format(fmt::runtime(en ? "{} d {} h" : "{} ngày {} giờ"), days, hours);
    return fmt::format(fmt::runtime(en ? "{} h {} min" : "{} giờ {} phút"), hours, minutes % 60);
}

NoticeText gap_text(const store::Gap& gap, const ComposeContext& context, bool en) {
    const std::string_view locale = en ? "en" : "vi";
    const auto local = [&](std::chrono::sys_seconds instant) {
        return time_words(rules::dates::LocalTime{instant.time_since_epoch() + context.utc_offset}, locale);
    };
    const std::string length = length_words(gap.until - gap.since, en);
    const std::size_t late = gap.missed - gap.dropped;
    NoticeText text;
    text.headline =
        en ? fmt::format("dondoc was not running for {}", length) : fmt::format("dondoc đã ngừng chạy {}", length);
    text.intro = en ? fmt::format("dondoc was not running from {} to {}. {} reminders for {} units were missed.",
                                  local(gap.since), local(gap.until), gap.missed, gap.units)
                    : fmt::format("dondoc không chạy từ {} đến {}; {} lời nhắc của {} đơn vị bị lỡ.", local(gap.since),
                                  local(gap.until), gap.missed, gap.units);
    if (late > 0)
        text.lines.push_back(en ? fmt::format("{} are made up for now, in one message for each recipient that says so; "
                                              "of several for one subject the newest speaks",
                                              late)
                                : fmt::format("{} lời nhắc được bù ngay bây giờ, mỗi nơi nhận một thông báo có ghi rõ "
                                              "là gửi muộn; nhiều lời nhắc của một việc thì lời nhắc mới nhất nói thay",
                                              late));
    if (gap.dropped > 0)
        text.lines.push_back(
            en ? fmt::format("{} are not sent any more, as their policy (late: drop) or a person says", gap.dropped)
               : fmt::format("{} lời nhắc đã bỏ, không gửi nữa, theo chính sách (late: drop) hoặc theo "
                             "người quản trị",
                             gap.dropped));
    text.todo = en ? "Please find out why: systemctl status dondocd, journalctl -u dondocd."
                   : "Đề nghị tìm nguyên nhân: systemctl status dondocd, journalctl -u dondocd.";
    return text;
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

NoticeText alive_text(const AliveFigures& figures, bool en) {
    NoticeText text;
    if (figures.troubles.empty()) {
        text.headline = en ? "dondoc is running" : "dondoc đang chạy bình thường";
        text.todo = en ? "Nothing has to be done. Where this message is missing one morning, please look after dondocd."
                       : "Không cần làm gì. Sáng nào không thấy thông báo này, đề nghị kiểm tra dondocd.";
    } else {
        text.headline = en ? "dondoc is running, and has trouble" : "dondoc đang chạy nhưng có trục trặc";
        text.todo = en ? "Please see: dondoc deliveries" : "Đề nghị xem: dondoc deliveries";
    }
    text.intro = en ? fmt::format("Open: {}. Messages of the last 7 days: {} sent, {} given up; {} wait.", figures.open,
                                  figures.sent, figures.dead, figures.waiting)
                    : fmt::format("Việc đang mở: {}. Thông báo 7 ngày qua: {} đã gửi, {} không gửi được; {} đang chờ.",
                                  figures.open, figures.sent, figures.dead, figures.waiting);
    return with_lines(std::move(text), figures.troubles);
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
    const bool catch_up = change.kind == store::HeldChange::Kind::catch_up;
    auto messages = tell("change.held", fmt::format("{} {}", change.id, change.hash), admins, context, [&](bool en) {
        return catch_up ? held_catch_up_text(change, en) : with_lines(held_text(change, en), figures_of(change, en));
    });
    // Nobody is reminded of anything until it is settled: it must be known today.
    if (catch_up) {
        for (auto& message : messages) message.budget.reset();
    }
    return messages;
}

std::optional<store::Gap> tell_of_gap(const model::Decision& decision, const Away& away,
                                      const std::vector<model::Contact>& admins, const ComposeContext& context,
                                      std::vector<store::OutboxMessage>& messages) {
    const store::Gap gap = gap_of(decision, context.book, away, context.utc_offset);
    if (gap.missed == 0) return std::nullopt;
    const std::string identity = fmt::to_string(gap.since.time_since_epoch().count());
    const auto say = [&](bool en) { return gap_text(gap, context, en); };
    const std::vector<model::Contact> office;
    std::vector<store::OutboxMessage> first = tell("daemon.gap", identity, office, context, say);
    if (!admins.empty()) {
        auto more = tell("daemon.gap", identity, admins, context, say);
        const auto known = [&first](const store::OutboxMessage& message) {
            return std::any_of(first.begin(), first.end(),
                               [&](const auto& other) { return other.envelope.id == message.envelope.id; });
        };
        std::erase_if(more, known);
        std::move(more.begin(), more.end(), std::back_inserter(first));
    }
    // Also before what may be said in quiet hours.
    auto earliest = to_instant(context.now, context.utc_offset);
    for (const auto& message : messages) earliest = std::min(earliest, message.not_before);
    for (auto& message : first) {
        message.not_before = earliest - std::chrono::seconds{1};
        message.budget.reset();
    }
    messages.insert(messages.begin(), std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
    return gap;
}

std::vector<store::OutboxMessage> compose_alive(const AliveFigures& figures, model::UnitIndex to,
                                                const ComposeContext& context) {
    const model::Recipient recipient{to, false};
    const Audience audience{{model::recipient_name(recipient, context.book), name_of(recipient, context.book)},
                            contacts_of(recipient, context),
                            context.book.units[to].locale};
    return send("daemon.alive", rules::dates::format_iso(figures.day), audience, alive_text(figures, en(audience)),
                context);
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
