#include "daemon/cli/commands/commands.hpp"

#include "daemon/answers/letters.hpp"
#include "daemon/answers/matter.hpp"
#include "daemon/cli/answer_words.hpp"
#include "daemon/cli/table.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <ostream>

/// `answers`: what units have answered through their links, and what the planning office says to it.
namespace dondoc::cli {

namespace {

using store::Answer;

struct Arguments {
    bool all = false;
    std::int64_t id = 0;
    std::string note;
};

ExitCode list(Context& context, const Arguments& arguments) {
    const auto rows = context.store().answers({.waiting = !arguments.all});
    if (context.output().json) {
        boost::json::array all;
        for (const Answer& answer : rows) all.push_back(answer_json(context, answer));
        context.output().print(all);
        return good;
    }
    if (rows.empty()) {
        context.output().out << (arguments.all ? "Chưa có câu trả lời nào (no answers)\n"
                                               : "Không có câu trả lời nào chờ quyết định (nothing waits)\n");
        return good;
    }
    Table table({{"Số"}, {"Lúc"}, {"Đơn vị"}, {"Việc"}, {"Trả lời"}, {"Nội dung", false, true}, {"Trạng thái"}});
    for (const Answer& answer : rows) {
        table.add({{fmt::to_string(answer.id)},
                   {rules::dates::format_iso(context.site().config.local(answer.at))},
                   {answer.recipient},
                   {answer_key(answer)},
                   {std::string(answers::answer_words(answer.kind, false))},
                   {answer_content_vi(answer)},
                   {std::string(answer_state_vi(answer.state))}});
    }
    context.output().print(table);
    return good;
}

Answer waiting_answer(Context& context, std::int64_t id) {
    const auto found = context.store().answers({.id = id});
    if (found.empty())
        throw Failure(data_wrong,
                      fmt::format("không có câu trả lời số {}; xem: dondoc answers list (no such answer)", id));
    if (found.front().state != Answer::State::waiting) {
        throw Failure(data_wrong,
                      fmt::format("câu trả lời số {} không chờ quyết định: {} (it does not wait: {})", id,
                                  answer_state_vi(found.front().state), store::answer_state_name(found.front().state)));
    }
    return found.front();
}

/// Approving what has been overtaken would write a fact that nobody means any more.
void must_still_fit(const Answer& answer, const answers::Matter& matter) {
    using Standing = answers::Matter::Standing;
    if (answer.kind == Answer::Kind::not_ours) return;
    const bool moved = answer.kind == Answer::Kind::extension &&
                       (answer.version != matter.version || (matter.days.due && *answer.day <= *matter.days.due));
    if (matter.standing == Standing::open && !moved) return;
    throw Failure(data_wrong,
                  fmt::format("câu trả lời số {0}: {1} đã thay đổi từ khi đơn vị trả lời; xem: dondoc explain "
                              "{1}, rồi dondoc answers reject {0} --reason ... (the subject has changed since)",
                              answer.id, answer_key(answer)));
}

outbox::ComposeContext compose_context(Context& context, const outbox::ChannelKinds& kinds) {
    const auto& site = context.site();
    return {.book = site.book,
            .sender = site.config.sender,
            .channels = kinds,
            .templates = site.templates,
            .now = context.local_now(),
            .utc_offset = site.config.utc_offset,
            .chats = &site.chats};
}

/// What the record names where the planning office gave no basis; the unit is not told its own request.
std::string default_basis(const Answer& answer, const answers::Matter& matter) {
    if (answer.kind != Answer::Kind::extension) return {};
    return fmt::format("Đề nghị gia hạn số {} của {}", answer.id, matter.unit_name);
}

ExitCode settle(Context& context, const Arguments& arguments, bool approved) {
    const Answer answer = waiting_answer(context, arguments.id);
    const auto& book = context.site().book;
    const auto matter =
        answers::find_matter({answer.subject, answer.period, answer.unit}, context.store(), book, context.today());
    if (approved) must_still_fit(answer, matter);
    store::Settlement settlement{
        .id = answer.id, .approved = approved, .note = arguments.note, .decided = context.today()};
    const auto kinds = context.site().config.channel_kinds();
    const auto letters = answers::compose_settled(answer, settlement, matter, compose_context(context, kinds));
    if (approved && settlement.note.empty()) settlement.note = default_basis(answer, matter);
    if (!context.store().settle_answer(settlement, letters, context.actor())) (void)waiting_answer(context, answer.id);
    context.tell_daemon();
    if (context.output().json) {
        context.output().print(answer_json(context, context.store().answers({.id = answer.id}).front()));
        return good;
    }
    auto& out = context.output().out;
    out << fmt::format("{} câu trả lời {}: {} {}, {} ({})\n", approved ? "Đã đồng ý" : "Không đồng ý", answer.id,
                       answer.unit, answers::answer_words(answer.kind, false), answer_key(answer),
                       approved ? "approved" : "rejected");
    out << (letters.empty() ? "Đơn vị chưa có địa chỉ nên chưa được báo (the unit has no address)\n"
                            : "Đơn vị sẽ được báo (the unit will be told)\n");
    if (approved && answer.kind == Answer::Kind::not_ours)
        out << fmt::format(
            "Việc nhắc vẫn tiếp tục: hãy nhập lại văn bản với đơn vị đúng, hoặc dondoc cancel {} (reminders "
            "go on until the plan is corrected)\n",
            answer.subject);
    return good;
}

void add_settling(CLI::App& parent, Run& chosen, const std::string& name, const std::string& help, bool approved) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = parent.add_subcommand(name, help);
    command->add_option("ID", arguments->id, "Số của câu trả lời (number)")->required();
    if (approved)
        command->add_option("--basis", arguments->note, "Căn cứ, ví dụ văn bản đồng ý (basis)");
    else
        command->add_option("--reason", arguments->note, "Lý do, đơn vị sẽ đọc (reason, told to the unit)")->required();
    command->callback([&chosen, arguments, approved] {
        chosen = [arguments, approved](Context& context) { return settle(context, *arguments, approved); };
    });
}

}  // namespace

void add_answers(CLI::App& app, Run& chosen) {
    auto* command =
        app.add_subcommand("answers", "Trả lời của đơn vị qua liên kết: xem, đồng ý, không đồng ý (answers of units)");
    command->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    auto* list_command = command->add_subcommand("list", "Câu trả lời chờ quyết định (what waits for a decision)");
    list_command->add_flag("--all", arguments->all, "Cả những câu đã xong (all of them)");
    list_command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return list(context, *arguments); }; });
    add_settling(*command, chosen, "approve", "Đồng ý (approve)", true);
    add_settling(*command, chosen, "reject", "Không đồng ý (reject)", false);
}

}  // namespace dondoc::cli
