#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/intake/intake.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <boost/json/array.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

namespace dondoc::cli {

namespace {

constexpr std::uintmax_t largest_file = 64U << 20U;

struct Arguments {
    std::string file;
    bool dry_run = false;
};

std::string read_file(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) throw Failure(data_wrong, fmt::format("{}: không đọc được: {} (cannot read)", path, error.message()));
    if (size > largest_file)
        throw Failure(data_wrong, fmt::format("{}: lớn hơn {} MB (too large)", path, largest_file >> 20U));
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file && !file.eof()) throw Failure(data_wrong, fmt::format("{}: không đọc được (cannot read)", path));
    return bytes;
}

std::string hash_of(const std::string& bytes) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       nullptr, 0);
    std::array<char, 65> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

boost::json::object to_json(const intake::Draft& draft, const store::ImportSummary& summary, bool kept) {
    boost::json::array doubts;
    for (const auto& doubt : draft.doubts) {
        doubts.push_back(boost::json::object{{"kind", intake::doubt_kind_name(doubt.kind)},
                                             {"where", doubt.where.vi()},
                                             {"seq", doubt.seq},
                                             {"text", doubt.text},
                                             {"message", doubt.vi},
                                             {"message_en", doubt.en}});
    }
    boost::json::array assignments;
    for (const auto& assignment : draft.assignments) {
        auto deadline = cli::to_json(assignment.deadline);
        assignments.push_back(boost::json::object{
            {"seq", assignment.seq},
            {"ordinal", assignment.ordinal},
            {"section", assignment.section},
            {"title", assignment.title},
            {"lead_words", assignment.lead_words},
            {"support_words", assignment.support_words},
            {"deliverable", assignment.deliverable},
            {"deadline", deadline},
            {"central", assignment.central ? boost::json::value(cli::to_json(*assignment.central)) : nullptr},
            {"note", assignment.note}});
    }
    return {{"plan", boost::json::object{{"id", draft.plan.id},
                                         {"number", draft.plan.number},
                                         {"title", draft.plan.title},
                                         {"issuer", draft.plan.issuer},
                                         {"date", cli::to_json(draft.plan.date)},
                                         {"year", draft.plan.year}}},
            {"kept", kept},
            {"added", summary.added},
            {"changed", summary.changed},
            {"unchanged", summary.unchanged},
            {"withdrawn", summary.withdrawn},
            {"assignments", assignments},
            {"doubts", doubts}};
}

void print_for_people(Context& context, const intake::Draft& draft, const store::ImportSummary& summary, bool kept) {
    const Output& output = context.output();
    output.out << fmt::format(
        "{} {}\n{}\n", draft.plan.number.empty() ? "(chưa có số)" : draft.plan.number,
        draft.plan.date ? "ngày " + rules::dates::format_vi(*draft.plan.date) : std::string("(chưa có ngày)"),
        fit(draft.plan.title, output.width > 0 ? output.width : 200));
    if (!draft.doubts.empty()) {
        output.out << fmt::format("\nCần xem lại {} chỗ (to look at):\n", draft.doubts.size());
        Table table({{"Vị trí"}, {"Văn bản ghi", false, true}, {"Vấn đề", false, true}});
        for (const auto& doubt : draft.doubts)
            table.add({{doubt.where.vi()}, {doubt.text}, {doubt.vi, Colour::orange}});
        output.print(table);
    }
    output.out << fmt::format("\n{}: {} nhiệm vụ", draft.plan.id, draft.assignments.size());
    if (kept) {
        output.out << fmt::format("; thêm {}, sửa {}, giữ nguyên {}, rút {} (added, changed, unchanged, withdrawn)\n",
                                  summary.added, summary.changed, summary.unchanged, summary.withdrawn);
        output.out << fmt::format("Xem tiếp: dondoc tasks --plan {}\n", draft.plan.id);
    } else {
        output.out << "; chưa ghi gì vì --dry-run (nothing kept)\n";
    }
}

ExitCode import(Context& context, const Arguments& arguments) {
    const std::string bytes = read_file(arguments.file);
    const auto draft =
        intake::read_plan(bytes, std::filesystem::path(arguments.file).filename().string(), context.site().book.units);
    if (!draft) throw Failure(data_wrong, fmt::format("{}: {}", arguments.file, draft.error().message()));
    store::ImportSummary summary;
    if (!arguments.dry_run) {
        store::PlanImport plan{.plan = draft->plan,
                               .assignments = {},
                               .file_name = std::filesystem::path(arguments.file).filename().string(),
                               .content_hash = hash_of(bytes)};
        for (const auto& assignment : draft->assignments) plan.assignments.push_back(assignment.record());
        summary = context.store().save_plan(plan, context.actor());
        context.tell_daemon();
    }
    if (context.output().json) {
        context.output().print(to_json(*draft, summary, !arguments.dry_run));
    } else {
        print_for_people(context, *draft, summary, !arguments.dry_run);
    }
    return good;
}

}  // namespace

void add_import(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("import", "Nhập kế hoạch (read a plan: .docx, .csv, .tsv)");
    command->add_option("FILE", arguments->file, "Tệp kế hoạch (the plan)")->required();
    command->add_flag("--dry-run", arguments->dry_run, "Chỉ đọc, không ghi (read only, keep nothing)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return import(context, *arguments); }; });
}

}  // namespace dondoc::cli
