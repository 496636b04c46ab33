#include "daemon/cli/plan_file.hpp"

#include "daemon/cli/context.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace dondoc::cli {

namespace {

constexpr std::uintmax_t largest_file = 64U << 20U;

[[noreturn]] void refuse_existing(const std::string& path) {
    throw Failure(data_wrong, fmt::format("{}: đã có tệp này, không ghi đè (it exists and is not overwritten)", path));
}

}  // namespace

std::string read_plan_file(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) throw Failure(data_wrong, fmt::format("{}: không đọc được: {} (cannot read)", path, error.message()));
    if (size > largest_file)
        throw Failure(data_wrong, fmt::format("{}: lớn hơn {} MB (too large)", path, largest_file >> 20U));
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file && !file.eof()) throw Failure(data_wrong, fmt::format("{}: không đọc được (cannot read)", path));
    return bytes;
}

std::string hash_of(const std::string& bytes) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       nullptr, 0);
    std::array<char, 65> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

void must_be_new(const std::string& path) {
    std::error_code error;
    if (!path.empty() && std::filesystem::exists(std::filesystem::symlink_status(path, error))) refuse_existing(path);
}

void write_new_file(const std::string& path, const std::string& text) {
    must_be_new(path);
    // "x" makes it an error where somebody else was quicker.
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wbx"), std::fclose);
    if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() || std::fflush(file.get()) != 0)
        throw Failure(out_of_reach, fmt::format("{}: không ghi được (cannot write)", path));
}

}  // namespace dondoc::cli
