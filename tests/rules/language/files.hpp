#pragma once

#include "rules/language/load.hpp"
#include "source_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace rules::language::testing {

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<SourceFile> read_folder(const std::filesystem::path& folder) {
    std::vector<SourceFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".yaml") && !name.ends_with("_test.yaml")) files.push_back({name, read_file(entry.path())});
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

/// etc/sample with the calendars of etc/calendars.
inline Sources samples() {
    const std::filesystem::path root = DONDOC_SOURCE_DIR;
    return {{"units.yaml", read_file(root / "etc/sample/units.yaml")},
            read_folder(root / "etc/sample/rules.d"),
            read_folder(root / "etc/calendars")};
}

/// Two units and a group: enough for most rules.
inline SourceFile small_units() {
    return {"units.yaml",
            "roles: {planning-office: phong-kh, leadership: lanh-dao}\n"
            "units:\n"
            "  - {id: so-y-te, name: Sở Y tế, aliases: [SYT], tags: [so], email: a@so.example.vn}\n"
            "  - {id: so-noi-vu, name: Sở Nội vụ, tags: [so], email: b@so.example.vn}\n"
            "  - {id: phong-kh, name: Phòng Kế hoạch, parent: so-y-te, email: c@so.example.vn}\n"
            "  - {id: lanh-dao, name: Lãnh đạo Sở, email: d@so.example.vn}\n"
            "groups:\n"
            "  - {id: cac-so, name: Các sở, tagged: so}\n"};
}

inline Loaded load_rules(std::string text) {
    Sources sources;
    sources.units = small_units();
    sources.rules.push_back({"rules.yaml", std::move(text)});
    return load(sources);
}

inline std::string print(const std::vector<Problem>& problems) {
    std::string out;
    for (const Problem& problem : problems) out += format(problem) + "\n";
    return out;
}

}  // namespace rules::language::testing
