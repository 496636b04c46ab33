// LD_PRELOAD: lets a test set the clock of one program. The file of $DONDOC_CLOCK_FILE holds the seconds to add, in text; it
// is read at each look at the clock. Only the wall clock jumps, the monotonic one goes on.
//
// A timer that waits for a wall-clock time and wants to know of a clock that is set (TFD_TIMER_CANCEL_ON_SET) is not woken:
// the test wakes the program itself.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ctime>

namespace {

std::time_t jump() {
    const char* path = std::getenv("DONDOC_CLOCK_FILE");
    const int fd = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    std::array<char, 32> text{};
    const ssize_t size = read(fd, text.data(), text.size() - 1);
    close(fd);
    return size > 0 ? std::strtoll(text.data(), nullptr, 10) : 0;
}

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* into) noexcept {
    static auto* const next = real<int(clockid_t, timespec*)>("clock_gettime");
    const int result = next(clock, into);
    if (result == 0 && clock == CLOCK_REALTIME) into->tv_sec += jump();
    return result;
}

std::time_t time(std::time_t* into) noexcept {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into != nullptr) *into = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(timeval* into, void*) noexcept {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    into->tv_sec = now.tv_sec;
    into->tv_usec = now.tv_nsec / 1000;
    return 0;
}

int timerfd_settime(int fd, int flags, const itimerspec* wanted, itimerspec* former) noexcept {
    static auto* const next = real<int(int, int, const itimerspec*, itimerspec*)>("timerfd_settime");
    itimerspec moved = *wanted;
    if ((flags & TFD_TIMER_ABSTIME) != 0 && moved.it_value.tv_sec > 0) {
        moved.it_value.tv_sec -= jump();
        if (moved.it_value.tv_sec <= 0) moved.it_value.tv_sec = 1;
    }
    return next(fd, flags, &moved, former);
}

}  // extern "C"
