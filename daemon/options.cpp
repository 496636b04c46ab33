#include "daemon/options.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <cstdlib>

namespace dondoc {

namespace {

std::optional<rules::dates::Date> to_date(const std::string& text, const char* name) {
    if (text.empty()) return std::nullopt;
    const auto date = rules::dates::parse_iso(text);
    if (!date) {
        throw CLI::ValidationError(
            name, fmt::format("'{}' không phải ngày dạng 2026-06-09 (not a date like 2026-06-09)", text));
    }
    return date;
}

}  // namespace

ParsedOptions parse_options(int argc, const char* const* argv) {
    Options options;
    std::string from;
    std::string to;
    CLI::App app{"dondocd: đôn đốc nhiệm vụ và chế độ báo cáo (keeps assignments and reminds until they are done)"};
    app.set_version_flag("--version", DONDOC_VERSION);
    app.add_option("-c,--config", options.config_path, "Tệp cấu hình (configuration file)")->capture_default_str();
    app.add_flag("--once", options.once, "Một lượt rồi dừng (one cycle, deliver what is due, stop)");
    auto* from_option = app.add_option("--from", from, "Đồng hồ giả lập từ ngày (simulated clock from, YYYY-MM-DD)");
    auto* to_option = app.add_option("--to", to, "... đến hết ngày (to the end of)");
    from_option->needs(to_option);
    to_option->needs(from_option);
    try {
        app.parse(argc, argv);
        options.from = to_date(from, "--from");
        options.to = to_date(to, "--to");
        if (options.simulated() && *options.to < *options.from) {
            throw CLI::ValidationError("--to", "trước --from (is before --from)");
        }
    } catch (const CLI::CallForHelp&) {
        return {{}, app.help(), 0};
    } catch (const CLI::CallForVersion&) {
        return {{}, fmt::format("dondocd {}\n", DONDOC_VERSION), 0};
    } catch (const CLI::ParseError& error) {
        return {{}, fmt::format("dondocd: {}\nXem: dondocd --help\n", error.what()), 2};
    }
    if (const char* directory = std::getenv("CREDENTIALS_DIRECTORY")) options.credentials_dir = directory;
    return {options, {}, 0};
}

}  // namespace dondoc
