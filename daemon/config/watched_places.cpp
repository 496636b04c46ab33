#include "daemon/config/watched_places.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace dondoc::config {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_links = 2000;  // names that are followed; files of a site are fewer

class Places {
public:
    /// A file, or a directory, by its name; by each name that it has where it is a link, and likewise what it lies in.
    void follow(const fs::path& named) {
        fs::path path = named.lexically_normal();
        if (!path.has_filename()) path = path.parent_path();
        if (!followed_.insert(path).second || followed_.size() > most_links) return;
        std::error_code error;
        places_.push_back({path.parent_path().string(), {path.filename().string()}});
        for (fs::path above = path.parent_path(); above.has_relative_path(); above = above.parent_path()) {
            if (fs::is_symlink(above, error)) follow(above);
        }
        if (!fs::is_symlink(path, error)) return;
        const fs::path target = fs::read_symlink(path, error);
        if (!error) follow(path.parent_path() / target);
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
    std::set<fs::path> followed_;
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
        for (const ChannelEntry& channel : config.channels) {
            for (const char* locale : {"", "/vi", "/en"}) {
                const std::string folder = config.templates_dir + "/" + channel.config.kind + locale;
                if (fs::is_directory(folder)) places.enter(folder);
            }
        }
    }
    return std::move(places).take();
}

}  // namespace dondoc::config
