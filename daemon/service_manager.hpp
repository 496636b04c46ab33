#pragma once

#include <chrono>
#include <optional>
#include <string>

/// What the service manager is told (sd_notify(3)); silent where there is none.
namespace dondoc::service_manager {

void ready(const std::string& status);
/// RELOADING=1 with the monotonic time that Type=notify-reload asks for.
void reloading();
void stopping();
void still_alive();

/// Half the watchdog's limit, where systemd watches: how often `still_alive` is due.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace dondoc::service_manager
