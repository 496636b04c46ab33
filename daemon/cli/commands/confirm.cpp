#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/held_changes.hpp"
#include "daemon/cli/table.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <ostream>

namespace dondoc::cli {

namespace {

using Kind = store::HeldChange::Kind;
using State = store::HeldChange::State;

struct Arguments {
    std::int64_t id = 0;
    bool reject = false;
};

ExitCode list(Context& context) {
    const auto changes = context.store().open_changes();
    const Output& output = context.output();
    if (output.json) {
        boost::json::array all;
        for (const auto& change : changes) all.push_back(to_json(change));
        output.print(all);
        return good;
    }
    if (changes.empty()) output.out << "Không có thay đổi nào chờ xác nhận (nothing waits)\n";
    for (const auto& change : changes) {
        for (const auto& line : describe(change)) output.out << line << '\n';
        output.out << fmt::format(
            "  {}, {}{}\n", printable(change.who), rules::dates::format_iso(context.site().config.local(change.at)),
            change.state == State::confirmed ? ", đã xác nhận, dondocd sẽ áp dụng (confirmed, the daemon will take it)"
                                             : "");
    }
    return good;
}

std::string_view what_became_of(const store::HeldChange& change) {
    if (change.state == State::done) return "đã áp dụng rồi";
    if (change.state == State::rejected) return "đã bị từ chối rồi";
    return "đã được thay thế rồi";
}

/// Also where somebody else was faster.
Failure not_waiting(Context& context, std::int64_t id) {
    const auto change = context.store().held_change(id);
    if (!change) return {data_wrong, fmt::format("không có thay đổi số {}; xem: dondoc confirm (no such change)", id)};
    return {data_wrong, fmt::format("thay đổi số {} {} (bởi {}); xem: dondoc confirm (it does not wait any more: {})",
                                    id, what_became_of(*change), printable(change->settled_by),
                                    store::change_state_name(change->state))};
}

store::HeldChange waiting_change(Context& context, std::int64_t id) {
    auto change = context.store().held_change(id);
    if (!change || (change->state != State::waiting && change->state != State::confirmed))
        throw not_waiting(context, id);
    return std::move(*change);
}

/// The document is read again with the register of today, as an import would. Nothing where the change does not wait any
/// more.
std::optional<store::ImportSummary> import(Context& context, const store::HeldChange& change) {
    const PlanWords words = words_of(change);
    const auto& site = context.site();
    const auto draft = read_draft(context.output(), change.file_name, change.content, words, &site.book.units);
    auto plan = plan_of(draft, change.file_name, change.content, words);
    plan.calendar = &site.book.calendar;
    must_have_rows(context.store().compare_plan(plan), plan);
    return context.store().confirm_import(change.id, plan, context.actor());
}

void print_done(const Output& output, const store::HeldChange& change,
                const std::optional<store::ImportSummary>& kept) {
    if (kept) {
        output.out << fmt::format(
            "Đã ghi {}: thêm {}, sửa {}, giữ nguyên {}, rút {} (added, changed, unchanged, withdrawn)\n",
            printable(change.name), kept->added, kept->changed, kept->unchanged, kept->withdrawn);
    } else if (change.state == State::rejected) {
        output.out << fmt::format("Đã từ chối thay đổi {} (rejected)\n", change.id);
        if (change.kind == Kind::catch_up)
            output.out << "Những gì bị lỡ không gửi nữa; từ hôm nay nhắc như thường (what was missed is not sent)\n";
        if (change.kind == Kind::rules)
            output.out
                << "Quy tắc cũ vẫn được áp dụng; hãy sửa lại các tệp (the former rules stay; correct the files)\n";
    } else {
        output.out << fmt::format(
            "Đã xác nhận thay đổi {}; dondocd áp dụng khi đang chạy hoặc khi khởi động (confirmed; the "
            "daemon takes it)\n",
            change.id);
    }
}

ExitCode settle(Context& context, const Arguments& arguments) {
    store::HeldChange change = waiting_change(context, arguments.id);
    std::optional<store::ImportSummary> kept;
    bool settled = false;
    if (!arguments.reject && change.kind == Kind::import) {
        kept = import(context, change);
        settled = kept.has_value();
        change.state = State::done;
    } else {
        change.state = arguments.reject ? State::rejected : State::confirmed;
        settled = context.store().settle(change.id, change.state, context.actor());
    }
    if (!settled) throw not_waiting(context, change.id);
    change.settled_by = context.actor().who;
    context.tell_daemon();
    if (context.output().json)
        context.output().print(to_json(change));
    else
        print_done(context.output(), change, kept);
    return good;
}

}  // namespace

void add_confirm(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "confirm", "Thay đổi lớn đang chờ: xem, xác nhận hoặc từ chối (changes that wait: list, confirm or reject)");
    auto* id = command->add_option("ID", arguments->id, "Số của thay đổi (number of the change)");
    command->add_flag("--reject", arguments->reject, "Từ chối (reject it)")->needs(id);
    command->callback([&chosen, arguments, id] {
        const bool one = id->count() > 0;
        chosen = [arguments, one](Context& context) { return one ? settle(context, *arguments) : list(context); };
    });
}

}  // namespace dondoc::cli
