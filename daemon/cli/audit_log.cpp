#include "daemon/cli/audit_log.hpp"

#include "daemon/cli/audit_words.hpp"
#include "daemon/cli/csv.hpp"
#include "daemon/cli/json.hpp"
#include "notifiers/service.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>

namespace dondoc::cli {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

std::string number(int value) {
    return value == 0 ? std::string() : std::to_string(value);
}

/// Addresses of services are secrets; of a log that is handed out less than of others.
std::string shown_address(const store::LogRow& row) {
    return row.address.empty() ? std::string() : notifiers::shown_address(row.address);
}

void add_csv(std::ostream& out, const store::LogRow& row, const config::Config& zone) {
    const std::array<std::string, 20> cells{std::to_string(row.place),
                                            row.at ? rules::dates::format_iso(zone.local(*row.at)) : std::string(),
                                            std::string(source_vi(row.source)),
                                            what_vi(row),
                                            row.stage.empty() ? std::string() : stage_vi(row.stage),
                                            row.source,
                                            row.what,
                                            row.subject,
                                            row.period,
                                            row.stage,
                                            row.unit,
                                            row.who,
                                            row.message,
                                            shown_address(row),
                                            number(row.attempt),
                                            number(row.code),
                                            row.answer,
                                            row.detail,
                                            row.content_hash,
                                            row.hash};
    out << csv_record(cells);
}

boost::json::value parsed(const std::string& detail) {
    boost::json::error_code error;
    auto value = boost::json::parse(detail, error);
    return error ? boost::json::value(detail) : value;
}

boost::json::object to_json(const store::LogRow& row) {
    return {{"place", row.place},
            {"at", row.at ? boost::json::value(utc_text(*row.at)) : nullptr},
            {"source", row.source},
            {"what", row.what},
            {"words", what_vi(row)},
            {"subject", row.subject},
            {"period", row.period},
            {"stage", row.stage},
            {"unit", row.unit},
            {"who", row.who},
            {"message", row.message},
            {"address", shown_address(row)},
            {"attempt", row.attempt},
            {"code", row.code},
            {"answer", row.answer},
            {"detail", parsed(row.detail)},
            {"content_hash", row.content_hash},
            {"row_hash", row.row_hash},
            {"hash", row.hash}};
}

}  // namespace

config::Config log_zone(Context& context) {
    const config::Site* site = context.site_if_any();
    return site == nullptr ? config::Config{} : site->config;
}

LogWriter::LogWriter(std::ostream& out, LogFormat format, config::Config zone)
    : out_(out), format_(format), zone_(std::move(zone)) {
    static const std::array<std::string, 20> header{
        "place", "at",  "loại",    "nội dung", "mốc nhắc", "source", "what",   "subject", "period",       "stage",
        "unit",  "who", "message", "address",  "attempt",  "code",   "answer", "detail",  "content_hash", "hash"};
    if (format == LogFormat::csv)
        out_ << utf8_mark << csv_record(header);
    else
        out_ << "[";
}

void LogWriter::add(const store::LogRow& row) {
    if (format_ == LogFormat::csv) return add_csv(out_, row, zone_);
    out_ << (first_ ? "\n" : ",\n") << boost::json::serialize(to_json(row));
    first_ = false;
}

void LogWriter::end() {
    if (format_ == LogFormat::json) out_ << "\n]\n";
}

}  // namespace dondoc::cli
