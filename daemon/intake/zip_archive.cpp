#include "daemon/intake/zip_archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <unordered_set>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

tl::unexpected<IntakeError> damaged(const OfficeKind& kind, std::string_view vi, std::string_view en) {
    return tl::unexpected(
        IntakeError{Cause::damaged,
                    fmt::format("{} bị hỏng hoặc tải về chưa đủ: {}; hãy lấy lại tệp gốc hoặc mở bằng {} rồi lưu lại",
                                kind.vi, vi, kind.program),
                    fmt::format("the {} is damaged or cut off: {}; fetch it again, or open it in {} and save it",
                                kind.en, en, kind.program)});
}

tl::unexpected<IntakeError> too_large(const OfficeKind& kind, std::string_view vi, std::string_view en) {
    return tl::unexpected(IntakeError{
        Cause::too_large,
        fmt::format("{} vượt giới hạn an toàn: {}; hãy bỏ bớt hình ảnh hoặc tách phụ lục ra tệp riêng", kind.vi, vi),
        fmt::format(
            "the {} is beyond the safety limits: {}; leave out pictures or put the appendix in a file of its own",
            kind.en, en)});
}

bool leaves_archive(std::string_view name) {
    return name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos ||
           name.find(':') != std::string_view::npos || name == ".." || name.starts_with("../") ||
           name.ends_with("/..") || name.find("/../") != std::string_view::npos;
}

tl::expected<void, IntakeError> check_entries(zip_t* archive, const OfficeKind& kind, const Limits& limits) {
    const auto count = zip_get_num_entries(archive, 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits.archive_entries)
        return too_large(kind, fmt::format("{} mục trong tệp nén", count),
                         fmt::format("{} entries in the archive", count));

    std::unordered_set<std::string> names;
    std::uint64_t total = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t entry;
        if (zip_stat_index(archive, i, 0, &entry) != 0 || (entry.valid & ZIP_STAT_NAME) == 0)
            return damaged(kind, "mục lục tệp nén không đọc được", "the archive's directory cannot be read");
        if (leaves_archive(entry.name) || !names.insert(entry.name).second)
            return damaged(kind, "tên mục trong tệp nén không hợp lệ", "the archive has an entry with an unsafe name");
        if ((entry.valid & ZIP_STAT_SIZE) == 0 || entry.size > limits.archive_bytes - total)
            return too_large(kind, fmt::format("giải nén vượt {} MB", limits.archive_bytes >> 20),
                             fmt::format("it unpacks to more than {} MB", limits.archive_bytes >> 20));
        total += entry.size;
    }
    return {};
}

struct CloseEntry {
    void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

tl::expected<void, IntakeError> check_size(const zip_stat_t& entry, const OfficeKind& kind, const Limits& limits) {
    constexpr std::uint64_t small = std::uint64_t{1} << 20;
    const bool dense = entry.size > small && entry.size / limits.part_ratio > entry.comp_size;
    if (entry.size > limits.part_bytes || dense)
        return too_large(kind, fmt::format("phần {} giải nén ra {} byte", entry.name, entry.size),
                         fmt::format("the part {} unpacks to {} bytes", entry.name, entry.size));
    return {};
}

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const noexcept {
    zip_discard(archive);
}

tl::expected<ZipArchive, IntakeError> ZipArchive::open(std::string_view bytes, const Limits& limits,
                                                       const OfficeKind& kind) {
    if (bytes.size() > limits.file_bytes)
        return too_large(kind, fmt::format("lớn hơn {} MB", limits.file_bytes >> 20),
                         fmt::format("more than {} MB", limits.file_bytes >> 20));
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    zip_error_fini(&error);
    if (!archive) {
        zip_source_free(source);
        return damaged(kind, "không mở được như tệp zip", "it does not open as a zip file");
    }
    ZipArchive opened(archive, kind);
    if (auto checked = check_entries(archive, kind, limits); !checked)
        return tl::unexpected(std::move(checked.error()));
    return opened;
}

bool ZipArchive::contains(const std::string& name) const {
    return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

tl::expected<std::string, IntakeError> ZipArchive::read(const std::string& name, const Limits& limits) const {
    zip_stat_t entry;
    if (zip_stat(archive_.get(), name.c_str(), 0, &entry) != 0)
        return damaged(kind_, fmt::format("thiếu phần {}", name), fmt::format("the part {} is missing", name));
    if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE)
        return tl::unexpected(IntakeError{
            Cause::locked,
            fmt::format("tệp nén được đặt mật khẩu; hãy gỡ mật khẩu rồi lưu lại dưới dạng {}", kind_.extension),
            fmt::format("the archive is protected by a password; remove it and save as {}", kind_.extension)});
    if (auto checked = check_size(entry, kind_, limits); !checked) return tl::unexpected(std::move(checked.error()));

    const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(archive_.get(), entry.index, 0));
    std::string content(entry.size, '\0');
    // One byte more than promised: an entry that goes on is not what it says.
    char beyond = 0;
    if (!file || zip_fread(file.get(), content.data(), entry.size) != static_cast<zip_int64_t>(entry.size) ||
        zip_fread(file.get(), &beyond, 1) != 0)
        return damaged(kind_, fmt::format("phần {} không giải nén được", name),
                       fmt::format("the part {} does not unpack", name));
    return content;
}

}  // namespace dondoc::intake
