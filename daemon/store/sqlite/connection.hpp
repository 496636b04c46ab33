#pragma once

#include "daemon/store/sqlite/errors.hpp"
#include "daemon/store/sqlite/query.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dondoc::store::sqlite {

/// What a commit survives.
enum class Durability : std::uint8_t {
    full,     ///< kill -9 and power loss: the commit waits for the disk
    process,  ///< kill -9; after power loss it may be gone, never half there
};

/// One database file: opened and checked, its statements cached, each verb run as one transaction with its
/// errors told as StoreError. Used by one thread.
///
/// WAL, so that readers and the writer do not wait for each other. synchronous=FULL, because a receipt or a
/// fact that people were shown must not vanish with the power: in WAL mode NORMAL keeps the file whole but
/// may lose the last commits. The price is one fsync a transaction, which is why the outbox works in batches.
class Connection {
public:
    explicit Connection(const std::string& path);
    /// For looking alone: the file must be there with today's schema, and nothing in it is changed.
    struct ReadOnly {};
    Connection(const std::string& path, ReadOnly mark);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The statement, prepared at its first use. One Query of a text at a time.
    Query query(std::string_view sql);

    /// Runs a `body` of one statement, which is a transaction by itself.
    template <class Body>
    auto look(Body&& body) {
        return told(std::forward<Body>(body));
    }

    /// Runs `body` on one unchanging state of the database.
    template <class Body>
    auto read(Body&& body) {
        return transact(SQLite::TransactionBehavior::DEFERRED, std::forward<Body>(body));
    }

    /// Runs `body` as the only writer. An exception undoes all of it.
    template <class Body>
    auto write(Body&& body, Durability durability = Durability::full) {
        return told([&] {
            const Relaxed relaxed(database_, durability);
            return transact(SQLite::TransactionBehavior::IMMEDIATE, std::forward<Body>(body));
        });
    }

    /// Runs `body` as the only writer and undoes all of it.
    template <class Body>
    auto try_out(Body&& body) {
        return told([&] {
            const SQLite::Transaction undone(database_, SQLite::TransactionBehavior::IMMEDIATE);
            return body();
        });
    }

    /// Of the row that the last INSERT added; rows that its triggers added do not count.
    std::int64_t last_id() const noexcept;

    /// How long a statement waits for other programs.
    void be_patient_for(std::chrono::milliseconds time);

    const std::string& path() const noexcept { return path_; }

private:
    class Relaxed {
    public:
        Relaxed(SQLite::Database& database, Durability durability);
        ~Relaxed();
        Relaxed(const Relaxed&) = delete;
        Relaxed& operator=(const Relaxed&) = delete;

    private:
        SQLite::Database* database_ = nullptr;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    template <class Body>
    auto told(Body&& body) {
        try {
            return body();
        } catch (const SQLite::Exception& error) {
            throw explain(path_, error);
        }
    }

    template <class Body>
    auto transact(SQLite::TransactionBehavior behavior, Body&& body) {
        return told([&] {
            SQLite::Transaction transaction(database_, behavior);
            if constexpr (std::is_void_v<decltype(body())>) {
                body();
                transaction.commit();
            } else {
                auto result = body();
                transaction.commit();
                return result;
            }
        });
    }

    std::string path_;
    SQLite::Database database_;
    std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
};

}  // namespace dondoc::store::sqlite
