#include "daemon/answers/letters.hpp"

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/notice.hpp"

#include <fmt/format.h>

#include <string>

namespace dondoc::answers {
namespace {

using Kind = store::Answer::Kind;
using outbox::NoticeText;
using outbox::one_line;
using rules::dates::Date;

/// Lines of "name: value" in one of two languages, without those that have nothing to say.
class Lines {
public:
    explicit Lines(bool english) : english_(english) {}

    void add(std::string_view vi, std::string_view en, std::string_view value) {
        if (!value.empty()) lines_.push_back(fmt::format("{}: {}", english_ ? en : vi, one_line(value)));
    }
    void add(std::string_view vi, std::string_view en, const std::optional<Date>& day) {
        if (day) add(vi, en, outbox::long_date(*day, english_ ? "en" : "vi"));
    }
    std::vector<std::string> take() { return std::move(lines_); }

private:
    bool english_;
    std::vector<std::string> lines_;
};

std::string key_of(const store::Answer& answer) {
    return model::SubjectKey{answer.subject, answer.period}.text();
}

/// Numbers begin anew in a new database; receivers may still know the old ones.
std::string identity_of(const store::Answer& answer) {
    return fmt::format("{} {} {}", answer.id, key_of(answer), answer.at.time_since_epoch().count());
}

void add_matter(Lines& lines, const store::Answer& answer, const Matter& matter) {
    lines.add("Việc", "Task", matter.title);
    lines.add("Mã", "Key", key_of(answer));
    lines.add("Căn cứ", "Basis", matter.source);
    lines.add("Hạn đang có", "Deadline in force", matter.days.due);
}

void add_answer(Lines& lines, const store::Answer& answer) {
    lines.add(answer.kind == Kind::extension ? "Xin gia hạn đến" : "Ngày hoàn thành",
              answer.kind == Kind::extension ? "Wanted until" : "Done on", answer.day);
    lines.add("Số văn bản", "Document", answer.document);
    lines.add("Lý do", "Reason", answer.reason);
}

std::string todo_for(const store::Answer& answer, bool en) {
    const std::string approve =
        fmt::format("dondoc answers approve {}{}", answer.id,
                    answer.kind == Kind::extension ? en ? " --basis DOCUMENT" : " --basis VĂN-BẢN" : "");
    const std::string reject = fmt::format("dondoc answers reject {} --reason {}", answer.id, en ? "REASON" : "LÝ-DO");
    const std::string settles =
        answer.kind != Kind::not_ours ? std::string()
        : en ? " Approving only settles the answer: please also give the task to the right unit (import the corrected "
               "plan) or cancel it; reminders go on until then."
             : " Đồng ý chỉ đóng câu trả lời này: cần giao lại cho đúng đơn vị (nhập lại văn bản đã sửa) hoặc dừng "
               "việc; cho đến lúc đó việc nhắc vẫn tiếp tục.";
    return en ? fmt::format("To approve: {}. To reject: {}.{}", approve, reject, settles)
              : fmt::format("Đồng ý: {}. Không đồng ý: {}.{}", approve, reject, settles);
}

std::string headline_of_decision(Kind kind, bool approved, bool en) {
    switch (kind) {
        case Kind::received: break;
        case Kind::completed:
            return approved ? en ? "Recorded as done" : "Đã xác nhận hoàn thành"
                   : en     ? "Not accepted as done"
                            : "Chưa xác nhận hoàn thành";
        case Kind::extension:
            return approved ? en ? "More time granted" : "Đã đồng ý gia hạn"
                   : en     ? "No more time granted"
                            : "Không đồng ý gia hạn";
        case Kind::not_ours:
            return approved ? en ? "The task will be given to another unit" : "Ghi nhận: không phải việc của đơn vị"
                   : en ? "The task stays with the unit"
                        : "Việc vẫn thuộc đơn vị";
    }
    return en ? "Your answer was looked at" : "Đã xem câu trả lời";
}

std::string todo_of_decision(const store::Answer& answer, bool approved, bool en) {
    if (answer.kind == Kind::not_ours && approved)
        return en ? "Reminders end once the plan has been corrected." : "Việc nhắc dừng sau khi văn bản được sửa.";
    if (approved && answer.kind == Kind::completed) return en ? "Nothing more is needed." : "Không cần làm gì thêm.";
    if (approved) return en ? "Reminders now follow the new day." : "Việc nhắc từ nay theo hạn mới.";
    return en ? "The deadline in force stays." : "Hạn đang có vẫn được giữ.";
}

}  // namespace

std::string_view answer_words(Kind kind, bool english) {
    switch (kind) {
        case Kind::received: break;
        case Kind::completed: return english ? "says it is done" : "báo đã hoàn thành";
        case Kind::extension: return english ? "asks for more time" : "xin gia hạn";
        case Kind::not_ours: return english ? "says it is not theirs" : "báo không phải việc của đơn vị";
    }
    return english ? "has received it" : "đã nhận";
}

std::vector<store::OutboxMessage> compose_request(const store::Answer& answer, const Matter& matter,
                                                  const outbox::ComposeContext& context) {
    const auto office = context.book.units.planning_office();
    if (!office) return {};
    const bool en = context.book.units[*office].locale.starts_with("en");
    Lines lines(en);
    add_matter(lines, answer, matter);
    add_answer(lines, answer);
    lines.add("Người trả lời", "Answered by", fmt::format("{} ({})", answer.recipient, answer.address));
    NoticeText text;
    text.headline = fmt::format("{} {}: {}", one_line(matter.unit_name, 80), answer_words(answer.kind, en),
                                one_line(matter.title, 80));
    text.intro = en ? "A unit has answered through the link of its message, and waits for your decision:"
                    : "Đơn vị đã trả lời qua liên kết trong thông báo và chờ quyết định:";
    text.lines = lines.take();
    text.todo = todo_for(answer, en);
    return outbox::compose_notice("answer.waiting", identity_of(answer), {*office, false}, text, context);
}

std::vector<store::OutboxMessage> compose_settled(const store::Answer& answer, const store::Settlement& settlement,
                                                  const Matter& matter, const outbox::ComposeContext& context) {
    const auto unit = context.book.units.find(answer.unit);
    if (!unit) return {};
    const bool en = context.book.units[*unit].locale.starts_with("en");
    Lines lines(en);
    add_matter(lines, answer, matter);
    add_answer(lines, answer);
    lines.add("Ý kiến của bộ phận kế hoạch", "The planning office says", settlement.note);
    NoticeText text;
    text.headline =
        fmt::format("{}: {}", headline_of_decision(answer.kind, settlement.approved, en), one_line(matter.title, 80));
    text.intro =
        en ? "The planning office has looked at your answer:" : "Bộ phận kế hoạch đã xem câu trả lời của đơn vị:";
    text.lines = lines.take();
    text.todo = todo_of_decision(answer, settlement.approved, en);
    return outbox::compose_notice("answer.settled", identity_of(answer), {*unit, answer.recipient.ends_with(":head")},
                                  text, context);
}

}  // namespace dondoc::answers
