#include "daemon/store/sqlite/errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <SQLiteCpp/Exception.h>

namespace dondoc::store::sqlite {
namespace {

StoreError no_space(const std::string& path) {
    return StoreError(
        fmt::format("{}: hết chỗ trên đĩa, thay đổi này chưa được ghi; hãy giải phóng dung lượng "
                    "(the disk is full, this change was not written: free some space)",
                    path));
}

}  // namespace

StoreError explain(const std::string& path, const SQLite::Exception& error) {
    switch (error.getErrorCode()) {
        case SQLITE_NOTADB:
            return StoreError(
                fmt::format("{}: không phải cơ sở dữ liệu, hoặc đã hỏng; hãy khôi phục từ bản sao lưu "
                            "(not a database, or damaged: restore a backup)",
                            path));
        case SQLITE_CORRUPT:
            return StoreError(
                fmt::format("{}: cơ sở dữ liệu bị hỏng; hãy khôi phục từ bản sao lưu "
                            "(the database is damaged: restore a backup)",
                            path));
        case SQLITE_FULL: return no_space(path);
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return StoreError(
                fmt::format("{}: không được phép ghi; hãy kiểm tra quyền của tệp và thư mục "
                            "(not writable: check the permissions of the file and its directory)",
                            path));
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return StoreError(
                fmt::format("{}: đang bị một chương trình khác khóa quá lâu; hãy thử lại "
                            "(locked by another program for too long: try again)",
                            path));
        case SQLITE_CANTOPEN: return cannot_open(path, error.what());
        case SQLITE_IOERR:
            // The memory that readers and writers share is a file, too.
            if (error.getExtendedErrorCode() == SQLITE_IOERR_SHMSIZE) return no_space(path);
            return StoreError(
                fmt::format("{}: lỗi đọc ghi đĩa; hãy kiểm tra đĩa (cannot read or write, check the disk: "
                            "{}, {})",
                            path, error.what(), error.getExtendedErrorCode()));
        default:
            return StoreError(fmt::format("{}: cơ sở dữ liệu báo lỗi (the database reports: {}, {})", path,
                                          error.what(), error.getExtendedErrorCode()));
    }
}

StoreError missing_directory(const std::string& path, const std::string& directory) {
    return StoreError(
        fmt::format("{}: thư mục {} không tồn tại; hãy tạo thư mục (the directory does not exist: create "
                    "it)",
                    path, directory));
}

StoreError cannot_open(const std::string& path, const std::string& reason) {
    return StoreError(
        fmt::format("{}: không mở được tệp để đọc ghi; hãy kiểm tra quyền của tệp và thư mục (cannot be "
                    "opened for writing, check the permissions of the file and its directory: {})",
                    path, reason));
}

StoreError foreign_database(const std::string& path) {
    return StoreError(
        fmt::format("{}: là cơ sở dữ liệu của chương trình khác; hãy chọn tệp khác (belongs to another "
                    "program: choose another file)",
                    path));
}

StoreError newer_schema(const std::string& path, int found, int known) {
    return StoreError(
        fmt::format("{}: lược đồ phiên bản {} mới hơn phiên bản {} mà chương trình này biết; hãy cài bản "
                    "dondoc mới hơn (schema version {} is newer than version {} that this program knows: "
                    "install a newer dondoc)",
                    path, found, known, found, known));
}

StoreError older_schema(const std::string& path, int found, int known) {
    return StoreError(fmt::format(
        "{}: lược đồ phiên bản {} cũ hơn phiên bản {}; hãy khởi động dondocd hoặc chạy dondoc tasks một lần "
        "(schema version {} is older than version {}: start dondocd or run dondoc tasks once)",
        path, found, known, found, known));
}

}  // namespace dondoc::store::sqlite
