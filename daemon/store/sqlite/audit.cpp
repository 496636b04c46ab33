#include "daemon/store/audit.hpp"

#include "daemon/store/sqlite/chain_check.hpp"
#include "daemon/store/sqlite/log_rows.hpp"

#include <sqlite3.h>

namespace dondoc::store {
namespace {

class SqliteAudit final : public Audit {
public:
    explicit SqliteAudit(const std::string& path) : db_(path, sqlite::Connection::ReadOnly{}) {}

    ChainHead head() override {
        return db_.look([&] { return sqlite::chain_head(db_); });
    }

    AuditReport verify(std::span<const ChainHead> anchors, const Progress& progress) override {
        return db_.read([&] {
            AuditReport report;
            try {
                const auto links = sqlite::check_links(db_, anchors, progress, report);
                sqlite::check_tables(db_, links, report.faults);
                sqlite::check_guards(db_, report.faults);
                sqlite::check_database(db_, report.faults);
            } catch (const SQLite::Exception& error) {
                if (error.getErrorCode() != SQLITE_CORRUPT) throw;
                sqlite::add_fault(report.faults, {.kind = AuditFault::Kind::damaged, .detail = error.what()});
            }
            return report;
        });
    }

    void read(const LogFilter& filter, const Reader& reader) override {
        db_.read([&] { sqlite::read_log(db_, filter, reader); });
    }

    std::string plan_number(std::string_view plan) override {
        return db_.look([&] {
            sqlite::Query row = db_.query("SELECT number FROM plan WHERE key = ?");
            return row.with(plan).next() ? std::string(row.text(0)) : std::string();
        });
    }

private:
    sqlite::Connection db_;
};

}  // namespace

std::unique_ptr<Audit> open_audit(const std::string& path) {
    return std::make_unique<SqliteAudit>(path);
}

}  // namespace dondoc::store
