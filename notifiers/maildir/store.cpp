#include "notifiers/maildir/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace notifiers::maildir {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path) {
    throw fs::filesystem_error("maildir", path, std::error_code(errno, std::generic_category()));
}

class File {
public:
    File(const fs::path& path, int flags) : path_(path), fd_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd_ < 0) fail(path_);
    }
    ~File() {
        if (fd_ >= 0) close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() {
        if (fsync(fd_) != 0) fail(path_);
    }

private:
    fs::path path_;
    int fd_;
};

void make_directory(const fs::path& path) {
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail(path);
}

void make_directories(const fs::path& maildir) {
    if (!fs::exists(maildir)) {
        if (maildir.has_parent_path()) fs::create_directories(maildir.parent_path());
        make_directory(maildir);
    }
    for (const char* name : {"tmp", "new", "cur"}) make_directory(maildir / name);
}

/// A reader renames "ID" to "cur/ID:2,FLAGS".
bool was_read(const fs::path& cur, const std::string& id) {
    for (const auto& entry : fs::directory_iterator(cur)) {
        const std::string name = entry.path().filename().string();
        if (name == id || name.starts_with(id + ":")) return true;
    }
    return false;
}

void put(const fs::path& maildir, const std::string& id, std::string_view bytes) {
    make_directories(maildir);
    if (was_read(maildir / "cur", id)) return;
    const fs::path written = maildir / "tmp" / id;  // what an interrupted attempt left is overwritten by the next
    {
        File file(written, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
        file.write_all(bytes);
        file.sync();
    }
    fs::rename(written, maildir / "new" / id);
    File(maildir / "new", O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace

std::optional<std::string> store(const fs::path& maildir, const std::string& id, std::string_view bytes) {
    try {
        put(maildir, id, bytes);
        return std::nullopt;
    } catch (const fs::filesystem_error& error) {
        return fmt::format("{}: {}", error.path1().string(), error.code().message());
    }
}

}  // namespace notifiers::maildir
