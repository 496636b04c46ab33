#include "tests/daemon/intake/shared_plans.hpp"
#include "source_dir.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace dondoc::intake::testdata {

namespace {

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
        end = line.find('\t', begin);
        fields.push_back(line.substr(begin, end - begin));
    }
    return fields;
}

}  // namespace

std::filesystem::path plans_folder() {
    const char* shared = std::getenv("DONDOC_SHARED");
    const auto folder = std::filesystem::path(shared ? shared : DONDOC_SOURCE_DIR "/../shared") / "plans";
    return std::filesystem::exists(folder) ? folder : std::filesystem::path();
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Record> read_tsv(const std::filesystem::path& path) {
    std::istringstream lines(read_file(path));
    std::string line;
    std::getline(lines, line);
    const auto names = fields_of(line);
    std::vector<Record> records;
    while (std::getline(lines, line)) {
        const auto fields = fields_of(line);
        Record record;
        for (std::size_t i = 0; i < names.size(); ++i) record[names[i]] = i < fields.size() ? fields[i] : std::string();
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace dondoc::intake::testdata
