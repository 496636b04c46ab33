#include "daemon/cli/held_changes.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/table.hpp"
#include "daemon/guard/compare.hpp"
#include "rules/language/silences.hpp"

#include <fmt/format.h>

#include <charconv>
#include <ostream>
#include <sstream>

namespace dondoc::cli {

namespace {

std::string to_text(const PlanWords& words, const store::PlanImport& plan) {
    std::string text;
    const auto add = [&text](std::string_view option, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}\n{}\n", option, value);
    };
    add("plan", words.plan);
    add("number", words.number);
    add("date", words.date);
    add("year", words.year == 0 ? std::string() : std::to_string(words.year));
    // Also what was answered when it was asked about rows.
    for (const auto& same : plan.same)
        add("same", fmt::format("{}={}", same.row, same.kept == 0 ? std::string("new") : std::to_string(same.kept)));
    return text;
}

store::ChangeFigures figures(Context& context, const store::PlanImport& plan, const rules::model::Snapshot& now) {
    const auto& site = context.site();
    auto after = context.store().snapshot_with(plan, context.actor(), site.book.units);
    rules::language::compile_silences(after);
    after.tracking_since = now.tracking_since;
    // Reports are the business of rules; an import leaves them alone.
    rules::model::RuleBook book = site.book;
    book.reports.clear();
    const auto before = guard::only_plan(now, plan.plan.id);
    after = guard::only_plan(std::move(after), plan.plan.id);
    return guard::compare({before, book}, {after, book}, context.local_now(), site.config.guard);
}

}  // namespace

std::optional<store::HeldChange> hold_if_much(Context& context, const store::PlanImport& plan, const std::string& bytes,
                                              const PlanWords& words) {
    const auto& limits = context.site().config.guard;
    const auto now = context.snapshot(context.today());
    if (!limits.on || !now.evaluated_until) return std::nullopt;
    store::HeldChange change;
    change.figures = figures(context, plan, now);
    if (guard::is_harmless(change.figures, limits)) return std::nullopt;
    change.kind = store::HeldChange::Kind::import;
    change.hash = plan.content_hash;
    change.name = plan.plan.id;
    change.file_name = plan.file_name;
    change.content = bytes;
    change.options = to_text(words, plan);
    return context.store().held_change(context.store().hold(change, context.actor()));
}

PlanWords words_of(const store::HeldChange& change) {
    PlanWords words;
    std::istringstream lines(change.options);
    std::string option;
    std::string value;
    while (std::getline(lines, option) && std::getline(lines, value)) {
        if (option == "plan") words.plan = value;
        if (option == "number") words.number = value;
        if (option == "date") words.date = value;
        if (option == "year") std::from_chars(value.data(), value.data() + value.size(), words.year);
        if (option == "same") words.same.push_back(value);
    }
    return words;
}

std::vector<std::string> describe(const store::HeldChange& change) {
    const auto& figures = change.figures;
    if (change.kind == store::HeldChange::Kind::catch_up)
        return {fmt::format("Thay đổi {}: gửi bù sau {} ngày dondoc không chạy (catching up after so many days)",
                            change.id, figures.days),
                fmt::format("  gửi ngay: {} thông báo; trước hết hãy kiểm tra đồng hồ máy (messages at once; check the "
                            "clock of this machine first)",
                            figures.at_once),
                "  --reject: ghi nhận là đã bỏ, không gửi những gì bị lỡ (what was missed is then not sent)"};
    const std::string what =
        change.kind == store::HeldChange::Kind::rules
            ? std::string("quy tắc mới trong các tệp (new rule files)")
            : fmt::format("nhập {} từ {} (import)", printable(change.name), printable(change.file_name));
    return {
        fmt::format("Thay đổi {}: {}", change.id, what),
        fmt::format("  gửi ngay: {} thông báo (messages at once)", figures.at_once),
        fmt::format("  {} ngày tới: trước {} lời nhắc, sau {}; bỏ {}, dời {}, thêm {} (days ahead: reminders before, "
                    "after; dropped, moved, added)",
                    figures.days, figures.before, figures.after, figures.removed, figures.moved, figures.added)};
}

void print_waiting(const Output& output, const store::HeldChange& change) {
    output.out << "\nChưa áp dụng vì làm thay đổi nhiều (not in effect yet: it would change much)\n";
    for (const auto& line : describe(change)) output.out << line << '\n';
    output.out << fmt::format(
        "Nếu đúng ý (if that is meant):  dondoc confirm {0}\nNếu không (if not):  dondoc confirm {0} "
        "--reject\n",
        change.id);
}

boost::json::object to_json(const store::HeldChange& change) {
    const auto& figures = change.figures;
    return {{"id", change.id},
            {"kind", store::change_kind_name(change.kind)},
            {"plan", change.name.empty() ? boost::json::value() : boost::json::value(change.name)},
            {"file", change.file_name.empty() ? boost::json::value() : boost::json::value(change.file_name)},
            {"at", utc_text(change.at)},
            {"who", change.who},
            {"state", store::change_state_name(change.state)},
            {"settled_by", change.settled_by},
            {"at_once", figures.at_once},
            {"before", figures.before},
            {"after", figures.after},
            {"removed", figures.removed},
            {"moved", figures.moved},
            {"added", figures.added},
            {"days", figures.days}};
}

}  // namespace dondoc::cli
