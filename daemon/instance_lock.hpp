#pragma once

#include <string>

namespace dondoc {

/// One daemon for a state directory: its leases and its clock are its own. Held until destruction; the kernel gives the
/// lock back when the process dies, however it dies.
class InstanceLock {
public:
    /// Throws std::system_error where the file cannot be opened.
    explicit InstanceLock(const std::string& path);
    ~InstanceLock();
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;

    /// False where another process has it.
    bool held() const noexcept { return held_; }

private:
    int fd_ = -1;
    bool held_ = false;
};

}  // namespace dondoc
