#include "daemon/config/official_calendars.hpp"

#include <string>

namespace dondoc::config {

std::vector<rules::language::SourceFile> official_calendars() {
    std::vector<rules::language::SourceFile> files;
    for (const auto& [name, text] : calendar_files()) {
        files.push_back({.path = "(có sẵn) " + std::string(name), .text = std::string(text)});
    }
    return files;
}

rules::dates::Calendar official_calendar() {
    return rules::language::load_calendar({}, official_calendars()).calendar;
}

}  // namespace dondoc::config
