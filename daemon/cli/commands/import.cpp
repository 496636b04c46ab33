#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/draft_json.hpp"
#include "daemon/cli/draft_view.hpp"
#include "daemon/intake/intake.hpp"

#include <fmt/format.h>
#include <sodium.h>

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
    bool accept = false;
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

store::PlanImport plan_of(const intake::Draft& draft, const std::string& file, const std::string& bytes) {
    store::PlanImport plan{.plan = draft.plan,
                           .assignments = {},
                           .file_name = std::filesystem::path(file).filename().string(),
                           .content_hash = hash_of(bytes),
                           .same = {},
                           .indicators = {}};
    for (const auto& assignment : draft.assignments) plan.assignments.push_back(assignment.record());
    for (const auto& indicator : draft.indicators) plan.indicators.push_back(indicator.record);
    return plan;
}

intake::Draft read_draft(Context& context, const Arguments& arguments, const std::string& bytes) {
    static const rules::model::UnitDirectory no_units;
    const config::Site* site = arguments.dry_run ? context.site_if_any() : &context.site();
    auto draft = intake::read_plan(bytes, std::filesystem::path(arguments.file).filename().string(),
                                   site != nullptr ? site->book.units : no_units);
    if (!draft) throw Failure(data_wrong, fmt::format("{}: {}", arguments.file, draft.error().message()));
    return std::move(*draft);
}

bool said_yes(const std::string& answer) {
    const auto first = answer.find_first_not_of(" \t");
    return first != std::string::npos && std::string_view("cCyY").find(answer[first]) != std::string_view::npos;
}

void print_kept(const Output& output, const intake::Draft& draft, const store::ImportSummary& summary) {
    output.out << fmt::format(
        "\nĐã ghi {}: thêm {}, sửa {}, giữ nguyên {}, rút {} (added, changed, unchanged, "
        "withdrawn)\nXem tiếp: dondoc tasks --plan {}\n",
        draft.plan.id, summary.added, summary.changed, summary.unchanged, summary.withdrawn, draft.plan.id);
}

boost::json::object to_json(const intake::Draft& draft, const store::ImportSummary& summary, bool kept) {
    auto value = cli::to_json(draft);
    value["kept"] = kept;
    value["added"] = summary.added;
    value["changed"] = summary.changed;
    value["unchanged"] = summary.unchanged;
    value["withdrawn"] = summary.withdrawn;
    return value;
}

ExitCode import(Context& context, const Arguments& arguments) {
    const std::string bytes = read_file(arguments.file);
    const auto draft = read_draft(context, arguments, bytes);
    const Output& output = context.output();
    if (!output.json) print_draft(output, draft);

    bool keep = arguments.accept;
    if (!keep && !arguments.dry_run) keep = said_yes(context.ask("\nGhi kế hoạch này? (keep it?) [c/K]").value_or(""));
    store::ImportSummary summary;
    if (keep) {
        summary = context.store().save_plan(plan_of(draft, arguments.file, bytes), context.actor());
        context.tell_daemon();
    }
    if (output.json) {
        output.print(to_json(draft, summary, keep));
    } else if (keep) {
        print_kept(output, draft, summary);
    } else {
        output.out << (arguments.dry_run ? "\nChưa ghi gì vì --dry-run (nothing kept)\n"
                                         : "\nChưa ghi gì; thêm --accept để ghi (nothing kept; --accept keeps it)\n");
    }
    return keep || arguments.dry_run ? good : not_kept;
}

}  // namespace

void add_import(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("import", "Nhập kế hoạch (read a plan)");
    command->add_option("FILE", arguments->file, "Tệp kế hoạch (the plan)")->required();
    auto* dry_run = command->add_flag("--dry-run", arguments->dry_run, "Chỉ đọc, không ghi (read only, keep nothing)");
    command->add_flag("--accept", arguments->accept, "Ghi không cần hỏi (keep it without asking)")->excludes(dry_run);
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return import(context, *arguments); }; });
}

}  // namespace dondoc::cli
