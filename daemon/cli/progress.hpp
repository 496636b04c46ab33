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

}  // namespace dondoc::cli
