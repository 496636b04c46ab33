#include "daemon/store/sqlite/chain_check.hpp"

#include "daemon/store/sqlite/chain_links.hpp"

#include <algorithm>

namespace dondoc::store::sqlite {
namespace {

using Kind = AuditFault::Kind;

constexpr std::int64_t progress_step = 8192;
constexpr std::int64_t look_around = 1000;  ///< links on each side, where a row may have come from
constexpr int most_searches = 50;
/// A chain from which a link was taken and whose places were counted anew fails up to its end.
constexpr std::size_t shortest_break = 3;

class LinkChecker {
public:
    LinkChecker(Connection& db, AuditReport& report) : db_(db), report_(report) {}

    void check(const Link& link) {
        if (link.place != expected_) gap(link);
        expected_ = link.place + 1;
        if (before_) {
            follow(link);
        } else {
            before_ = link.hash;
        }
    }

    void end() {
        if (run_.size() >= shortest_break) {
            AuditFault first = run_.front();
            first.kind = Kind::broken;
            first.others = static_cast<std::int64_t>(run_.size()) - 1;
            run_.assign(1, first);
        }
        end_run();
    }

private:
    void gap(const Link& link) {
        end_run();
        AuditFault fault{.kind = Kind::removed, .place = expected_};
        fault.others = std::max<std::int64_t>(0, link.place - expected_ - 1);
        add_fault(report_.faults, fault);
        before_.reset();
    }

    void follow(const Link& link) {
        const auto hash = link_hash(db_, *before_, link.place, link);
        if (!hash) {
            end_run();
            add_fault(report_.faults, fault_of(link, Kind::removed));
            before_ = link.hash;
        } else if (*hash == link.hash) {
            end_run();
            before_ = link.hash;
        } else if (link_was_written_over(link)) {
            run_.back().kind = Kind::link_changed;
            end_run();
            before_ = link.hash;
        } else {
            mismatch(link, *hash);
        }
    }

    /// Follows what the link before should have been, not what is written in it.
    bool link_was_written_over(const Link& link) {
        return !run_.empty() && link_hash(db_, computed_, link.place, link) == link.hash;
    }

    void mismatch(const Link& link, const std::string& computed) {
        AuditFault fault = fault_of(link, Kind::changed);
        std::string next = link.hash;
        if (run_.size() < shortest_break && searches_ < most_searches) find_origin(link, fault, next);
        run_.push_back(std::move(fault));
        computed_ = computed;
        before_ = next;
    }

    /// Whether another link belongs here, or this row and another one, which fails as well, have each other's keys.
    void find_origin(const Link& link, AuditFault& fault, std::string& next) {
        ++searches_;
        Query row =
            db_.query("SELECT place, source, key, part, hash FROM chain WHERE place BETWEEN ? AND ? ORDER BY place");
        row.with(std::max<std::int64_t>(0, link.place - look_around), link.place + look_around);
        std::string previous;
        while (row.next()) {
            const Link other = link_at(row);
            const std::string before_other = std::exchange(previous, other.hash);
            if (other.place == link.place || before_other.empty()) continue;
            const bool link_moved = link_hash(db_, *before_, link.place, other) == other.hash;
            if (!link_moved && !rows_swapped(link, other, before_other)) continue;
            fault.kind = Kind::reordered;
            fault.detail = std::to_string(other.place);
            if (link_moved) next = other.hash;
            return;
        }
    }

    bool rows_swapped(const Link& link, const Link& other, const std::string& before_other) {
        return link_hash_as(db_, *before_, link.place, other, link) == link.hash &&
               link_hash(db_, before_other, other.place, other) != other.hash;
    }

    static AuditFault fault_of(const Link& link, Kind kind) {
        return {.kind = kind, .place = link.place, .source = link.source, .row = row_name(link)};
    }

    void end_run() {
        for (AuditFault& fault : run_) add_fault(report_.faults, std::move(fault));
        run_.clear();
    }

    Connection& db_;
    AuditReport& report_;
    std::int64_t expected_ = 1;
    std::optional<std::string> before_ = std::string(32, '\0');  ///< nothing where the link before is gone
    std::string computed_;                                       ///< what the last link should have been
    int searches_ = 0;
    std::vector<AuditFault> run_;  ///< links that failed, one after the other
};

void check_anchors(const Link& link, std::span<const ChainHead> anchors, std::vector<AuditFault>& faults) {
    for (const ChainHead& anchor : anchors) {
        if (anchor.count != link.place || to_hex(link.hash) == anchor.hash) continue;
        add_fault(faults, {.kind = Kind::rewritten, .place = link.place, .detail = anchor.hash});
    }
}

}  // namespace

void add_fault(std::vector<AuditFault>& faults, AuditFault fault) {
    constexpr std::ptrdiff_t listed = 20;
    const auto same = [&](const AuditFault& each) { return each.kind == fault.kind; };
    if (std::ranges::count_if(faults, same) < listed) {
        faults.push_back(std::move(fault));
        return;
    }
    std::ranges::find_if(faults.rbegin(), faults.rend(), same)->others += fault.others + 1;
}

ChainHead chain_head(Connection& db) {
    Query row = db.query("SELECT place, hash FROM chain ORDER BY place DESC LIMIT 1");
    row.with();
    if (!row.next()) return {0, std::string(64, '0')};
    return {row.integer(0), to_hex(row.text(1))};
}

LinkCounts check_links(Connection& db, std::span<const ChainHead> anchors, const Audit::Progress& progress,
                       AuditReport& report) {
    report.head = chain_head(db);
    const Link beginning{0, {}, {}, {}, std::string(32, '\0')};
    check_anchors(beginning, anchors, report.faults);
    LinkChecker checker(db, report);
    LinkCounts counts;
    Query row = db.query("SELECT place, source, key, part, hash FROM chain WHERE place > 0 ORDER BY place");
    row.with();
    while (row.next()) {
        const Link link = link_at(row);
        checker.check(link);
        ++counts[link.source];
        check_anchors(link, anchors, report.faults);
        if (progress && link.place % progress_step == 0) progress(link.place, report.head.count);
    }
    checker.end();
    for (const ChainHead& anchor : anchors) {
        if (anchor.count > report.head.count)
            add_fault(
                report.faults,
                {.kind = Kind::truncated, .place = report.head.count + 1, .detail = std::to_string(anchor.count)});
    }
    if (progress) progress(report.head.count, report.head.count);
    return counts;
}

}  // namespace dondoc::store::sqlite
