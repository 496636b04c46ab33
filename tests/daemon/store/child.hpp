#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <stdexcept>
#include <string>

namespace dondoc::store::contract {

/// A process of its own that runs `body(descriptor)`; what it writes to the descriptor is heard until it ends
/// or dies.
class Child {
public:
    template <class Body>
    explicit Child(Body&& body) {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("pipe");
        pid_ = fork();
        if (pid_ == 0) {
            close(ends[0]);
            _exit(run(body, ends[1]));
        }
        close(ends[1]);
        listen_ = ends[0];
    }
    ~Child() {
        close(listen_);
        if (pid_ > 0) waitpid(pid_, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Everything it said; returns when it has ended.
    std::string hear() {
        std::string said;
        char buffer[4096];
        for (ssize_t size; (size = read(listen_, buffer, sizeof buffer)) > 0;) {
            said.append(buffer, static_cast<std::size_t>(size));
        }
        waitpid(pid_, &status_, 0);
        pid_ = -1;
        return said;
    }
    bool killed() const noexcept { return WIFSIGNALED(status_); }
    bool succeeded() const noexcept { return WIFEXITED(status_) && WEXITSTATUS(status_) == 0; }

private:
    template <class Body>
    static int run(Body& body, int descriptor) noexcept {
        try {
            body(descriptor);
            return 0;
        } catch (const std::exception& error) {
            const std::string text = std::string("failed: ") + error.what() + "\n";
            return write(descriptor, text.data(), text.size()) < 0 ? 2 : 1;
        }
    }

    pid_t pid_ = -1;
    int listen_ = -1;
    int status_ = 0;
};

inline void tell(int descriptor, const std::string& line) {
    const std::string text = line + "\n";
    if (write(descriptor, text.data(), text.size()) < 0) throw std::runtime_error("the parent no longer listens");
}

}  // namespace dondoc::store::contract
