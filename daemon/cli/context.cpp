#include "daemon/cli/context.hpp"

#include "daemon/config/official_calendars.hpp"
#include "daemon/guard/rule_set.hpp"
#include "rules/deadlines/parse.hpp"
#include "rules/language/silences.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <filesystem>
#include <fstream>
#include <istream>
#include <ostream>

namespace dondoc::cli {

void Output::print(const Table& table) const {
    out << table.print(width, colours);
}

void Output::print(const boost::json::value& value) const {
    out << boost::json::serialize(value) << '\n';
}

const config::Site& Context::site() {
    if (!site_) {
        auto loaded = config::load_site(config_path_);
        if (!loaded) throw Failure(data_wrong, config::format(loaded.error()));
        site_ = std::make_shared<config::Site>(**loaded);
    }
    return *site_;
}

const config::Site* Context::site_if_any() {
    std::error_code error;
    if (!config_named_ && !std::filesystem::exists(config_path_, error)) return nullptr;
    return &site();
}

const rules::dates::Calendar& Context::calendar() {
    std::error_code error;
    if (std::filesystem::exists(config_path_, error)) return site().book.calendar;
    if (!official_calendar_) official_calendar_ = config::official_calendar();
    return *official_calendar_;
}

store::Store& Context::store() {
    if (!store_) {
        if (const auto made = config::make_state_dir(site().config); !made) throw Failure(out_of_reach, made.error());
        try {
            store_ = store::open_sqlite(site().config.database());
            in_force_ = store_->rules_in_force();
        } catch (const store::StoreError& error) {
            throw Failure(out_of_reach, error.what());
        }
        date_rules(*site_);
    }
    return *store_;
}

void Context::date_rules(config::Site& site) {
    if (!in_force_) return;
    if (guard::hash_of(site.sources) == in_force_->hash)
        guard::apply_pieces(site.book, in_force_->pieces);
    else
        guard::date_pieces(site.book, in_force_->pieces, local_now());
}

rules::model::Snapshot Context::snapshot(rules::dates::Date today, store::Store::Scope scope) {
    auto snapshot = store().snapshot(site().book.units, scope);
    rules::language::compile_silences(snapshot);
    if (snapshot.tracking_since == rules::dates::Date{}) snapshot.tracking_since = today;
    return snapshot;
}

std::chrono::sys_seconds Context::clock() const {
    if (today_option_.empty()) return now_;
    return std::chrono::sys_days{parse_date_option(today_option_, "--today")} + std::chrono::hours{12};
}

std::chrono::sys_seconds Context::now() {
    if (today_option_.empty()) return now_;
    if (!site().config.simulation) {
        throw Failure(usage_wrong, fmt::format("--today: chỉ dùng khi {} ghi `simulation: true` (only for simulation)",
                                               config_path_));
    }
    return site().config.instant(
        rules::dates::at(parse_date_option(today_option_, "--today"), std::chrono::seconds{0}));
}

void Context::tell_daemon() {
    // Closing a file that was open for writing is what the daemon watches for; it has nothing to read there.
    std::ofstream(site().config.changed_file());
}

std::optional<std::string> Context::ask(const std::string& question) const {
    if (output_.in == nullptr || output_.json) return std::nullopt;
    output_.out << question << ' ' << std::flush;
    std::string answer;
    if (!std::getline(*output_.in, answer)) return std::nullopt;
    return answer;
}

rules::dates::Date parse_date_option(const std::string& text, const std::string& option) {
    if (const auto date = rules::dates::parse_iso(text)) return *date;
    const auto deadline = rules::deadlines::parse_deadline(text, {});
    const bool one_day = deadline.meaning.kind == rules::deadlines::Kind::fixed && text.find('/') != text.rfind('/');
    if (one_day && deadline.meaning.due) return *deadline.meaning.due;
    throw Failure(usage_wrong,
                  fmt::format("{}: '{}' không phải ngày; viết 2026-06-09 hoặc 9/6/2026 (not a date)", option, text));
}

}  // namespace dondoc::cli
