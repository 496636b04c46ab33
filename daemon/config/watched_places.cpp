#include "daemon/config/watched_places.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace dondoc::config {

namespace fs = std::filesystem;

namespace {

constexpr int most_links = 40;  // as the system follows at most

class Places {
public:
    /// A file, or a directory, by its name; and by each name that it has where it is a link.
    void follow(fs::path path) {
        std::error_code error;
        for (int links = 0; links < most_links; ++links) {
            path = path.lexically_normal();
            if (!path.has_filename()) path = path.parent_path();
            add(path.parent_path().string(), path.filename().string());
            if (!fs::is_symlink(path, error)) return;
            const fs::path target = fs::read_symlink(path, error);
            if (error) return;
            path = path.parent_path() / target;
        }
    }

    /// All that lies in a directory.
    void enter(const std::string& directory) {
        follow(directory);
        places_.push_back({directory, {}});
        std::error_code error;
        for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
            if (entry->is_symlink(error) && entry->path().extension() == ".yaml") follow(entry->path());
        }
    }

    std::vector<WatchedPlace> take() && { return std::move(places_); }

private:
    void add(std::string directory, std::string name) {
        const bool known = std::any_of(places_.begin(), places_.end(), [&](const WatchedPlace& place) {
            return place.directory == directory && place.names == std::vector{name};
        });
        if (!known) places_.push_back({std::move(directory), {std::move(name)}});
    }

    std::vector<WatchedPlace> places_;
};

}  // namespace

bool WatchedPlace::concerns(std::string_view name) const {
    if (!names.empty()) return std::find(names.begin(), names.end(), name) != names.end();
    const bool hidden = name.starts_with('.') && !name.starts_with("..");
    const bool passing = name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name == "4913";
    return !hidden && !passing;
}

std::vector<WatchedPlace> watched_places(const Config& config) {
    Places places;
    places.follow(config.changed_file());
    places.follow(fs::path(config.directory) / fs::path(config.path).filename());
    places.follow(config.units_file);
    places.enter(config.rules_dir);
    places.enter(config.calendars_dir);
    if (!config.templates_dir.empty()) {
        places.follow(config.templates_dir);
        places.enter(config.templates_dir + "/vi");
        places.enter(config.templates_dir + "/en");
    }
    return std::move(places).take();
}

}  // namespace dondoc::config
