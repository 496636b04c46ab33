#pragma once

#include "daemon/cli/context.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace dondoc::cli {

/// A bar on standard error while something takes long: it appears after a second, runs until the object ends, and leaves
/// nothing behind. Where standard error is no terminal it does nothing.
///
/// How much of a document is left is not known before it has been read, so the bar moves and tells the seconds; it
/// promises no share.
class Progress {
public:
    Progress(const Output& output, std::string what, std::chrono::milliseconds patience = std::chrono::seconds{1});
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

private:
    void run();

    std::ostream& err_;
    std::string what_;
    std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool done_ = false;
    std::thread thread_;
};

/// One frame: `[    ===     ] Đang đọc ke-hoach.docx, 3 s`.
std::string progress_frame(const std::string& what, std::size_t frame, std::chrono::seconds since);

/// A bar for what knows how much is left: drawn anew at each `update` that comes a while after the last one, and gone when
/// the object ends. Where standard error is no terminal it does nothing.
class ShareBar {
public:
    ShareBar(const Output& output, std::string what, std::chrono::milliseconds patience = std::chrono::seconds{1});
    ~ShareBar();
    ShareBar(const ShareBar&) = delete;
    ShareBar& operator=(const ShareBar&) = delete;

    void update(std::int64_t done, std::int64_t total);

private:
    const Output& output_;
    std::string what_;
    std::chrono::steady_clock::time_point next_;  ///< frame
    bool drawn_ = false;
};

/// `[=========           ]  45 % Đang kiểm tra nhật ký`
std::string share_frame(const std::string& what, std::int64_t done, std::int64_t total);

}  // namespace dondoc::cli
