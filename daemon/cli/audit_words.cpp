#include "daemon/cli/audit_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace dondoc::cli {
namespace {

using Kind = store::AuditFault::Kind;
using Words = std::pair<std::string_view, std::string_view>;

std::string_view words_for(std::span<const Words> words, std::string_view name) {
    const auto found = std::ranges::find(words, name, &Words::first);
    return found == words.end() ? std::string_view{} : found->second;
}

constexpr std::array<std::string_view, 10> fault_names{"changed",   "link-changed", "broken",    "removed",
                                                       "reordered", "unchained",    "truncated", "rewritten",
                                                       "unguarded", "damaged"};

constexpr std::array<Words, 8> sources{{{"event", "sự kiện"},
                                        {"fact", "điều được ghi nhận"},
                                        {"reminder", "lời nhắc"},
                                        {"message", "thông báo"},
                                        {"receipt", "biên nhận"},
                                        {"bounce", "thư trả về"},
                                        {"deferred", "thông báo hoãn gửi"},
                                        {"message_copy", "thông báo cùng nội dung"}}};

/// Verbs of events and kinds of facts.
constexpr std::array<Words, 49> verbs{{
    {"completed", "báo hoàn thành"},
    {"extended", "gia hạn"},
    {"cancelled", "dừng thực hiện"},
    {"resumed", "thực hiện tiếp"},
    {"acknowledged", "xác nhận đã nhận"},
    {"progress", "cập nhật tiến độ"},
    {"plan.imported", "nhập kế hoạch"},
    {"assignment.changed", "nội dung nhiệm vụ thay đổi khi nhập lại"},
    {"assignment.restored", "nhiệm vụ trở lại kế hoạch"},
    {"assignment.withdrawn", "nhiệm vụ không còn trong kế hoạch"},
    {"indicator.changed", "chỉ tiêu thay đổi khi nhập lại"},
    {"indicator.restored", "chỉ tiêu trở lại kế hoạch"},
    {"indicator.withdrawn", "chỉ tiêu không còn trong kế hoạch"},
    {"indicator.reported", "báo cáo giá trị chỉ tiêu"},
    {"report.requested", "yêu cầu báo cáo đột xuất"},
    {"silenced", "tạm dừng nhắc"},
    {"silence.ended", "thôi tạm dừng nhắc"},
    {"event.added", "thêm sự kiện cần chờ"},
    {"event.linked", "nối nhiệm vụ với sự kiện cần chờ"},
    {"event.merged", "gộp hai sự kiện cần chờ"},
    {"event.recorded", "ghi nhận sự kiện đã xảy ra"},
    {"reminder.inhibited", "không nhắc vì việc khác cấp bách hơn"},
    {"cycle", "lượt xét nhắc"},
    {"check.raised", "cảnh báo"},
    {"check.repeated", "cảnh báo nhắc lại"},
    {"check.cleared", "hết cảnh báo"},
    {"message.retried", "gửi lại thông báo"},
    {"message.dropped", "bỏ, không gửi thông báo"},
    {"message.deferred", "hoãn gửi thông báo vì quá số thông báo trong ngày"},
    {"message.carried", "nội dung thông báo hoãn gửi đã được thông báo khác nói thay"},
    {"answer.received", "đơn vị trả lời: đã nhận"},
    {"answer.completed", "đơn vị trả lời: đã hoàn thành"},
    {"answer.extension", "đơn vị trả lời: xin gia hạn"},
    {"answer.not_ours", "đơn vị trả lời: không phải việc của đơn vị"},
    {"answer.approved", "đồng ý đề nghị của đơn vị"},
    {"answer.rejected", "không đồng ý đề nghị của đơn vị"},
    {"daemon.gap", "trình nền đã không chạy một thời gian"},
    {"change.held", "thay đổi lớn chờ xác nhận"},
    {"change.waiting", "thay đổi chờ xác nhận"},
    {"change.confirmed", "thay đổi được xác nhận"},
    {"change.rejected", "thay đổi bị bác"},
    {"change.replaced", "thay đổi được thay bằng bản mới"},
    {"change.done", "thay đổi đã áp dụng"},
    {"rules.in-force", "quy tắc có hiệu lực"},
    {"rules.refused", "tệp quy tắc có lỗi, giữ bộ cũ"},
    {"rules.good", "tệp quy tắc đúng trở lại"},
    {"log.chained", "bắt đầu chuỗi băm cho các dòng có từ trước"},
    {"skipped", "bỏ qua, mốc sau nói thay"},
    {"merged", "gộp vào mốc gần hạn hơn"},
}};

constexpr std::array<Words, 3> outcomes{
    {{"sent", "máy chủ nhận đã nhận"}, {"retry", "chưa gửi được, sẽ gửi lại"}, {"rejected", "không gửi được"}}};

constexpr std::array<Words, 9> audiences{{{"lead", "chủ trì"},
                                          {"support", "phối hợp"},
                                          {"unit.head", "thủ trưởng đơn vị"},
                                          {"unit.parent", "đơn vị cấp trên"},
                                          {"planning-office", "bộ phận kế hoạch"},
                                          {"leadership", "lãnh đạo"},
                                          {"recipient", "nơi nhận báo cáo"},
                                          {"collector", "đơn vị tổng hợp"},
                                          {"ask", "hỏi sự kiện đã xảy ra chưa"}}};

/// What follows the audience in the name of a stage.
constexpr std::array<Words, 3> occasions{{{":update", "nhắc cập nhật số liệu"},
                                          {":event:", "báo sự kiện đã xảy ra"},
                                          {":ask:", "hỏi sự kiện đã xảy ra chưa"}}};

/// "trước hạn 7 ngày" for "-7d", "sau hạn 2 ngày làm việc" for "+2wd".
std::string offset_vi(std::string_view offset) {
    const bool working = offset.ends_with("wd");
    if (!working && !offset.ends_with('d')) return std::string(offset);
    std::string_view count = offset.substr(0, offset.size() - (working ? 2 : 1));
    if (count == "0") return "đúng ngày hạn";
    if (count.empty() || (count[0] != '-' && count[0] != '+')) return std::string(offset);
    return fmt::format("{} {} {}", count[0] == '-' ? "trước hạn" : "sau hạn", count.substr(1),
                       working ? "ngày làm việc" : "ngày");
}

std::string row_words(const store::AuditFault& fault) {
    return fmt::format("{} ({} {})", source_vi(fault.source), fault.source, fault.row);
}

std::string words_of(const store::AuditFault& fault) {
    switch (fault.kind) {
        case Kind::changed: return fmt::format("{}: bị sửa sau khi ghi (changed)", row_words(fault));
        case Kind::link_changed:
            return fmt::format("{}: mã băm của mắt xích bị sửa, dòng còn nguyên (hash written over)", row_words(fault));
        case Kind::broken:
            return fmt::format(
                "{}: từ đây không còn nối tiếp phần trước: có dòng bị xóa, chèn hoặc sửa (does not follow)",
                row_words(fault));
        case Kind::removed:
            return fault.source.empty() ? std::string("mắt xích bị xóa (link removed)")
                                        : fmt::format("{}: bị xóa (row removed)", row_words(fault));
        case Kind::reordered:
            return fmt::format("{}: bị đổi chỗ với mắt xích {} (changed places)", row_words(fault), fault.detail);
        case Kind::unchained:
            return fmt::format("{}: không có mắt xích, không do dondoc ghi (row without a link)", row_words(fault));
        case Kind::truncated:
            return fmt::format("phần cuối bị cắt: đã từng có đến {} (the end was cut off)", fault.detail);
        case Kind::rewritten:
            return fmt::format("mã băm khác mã đã lưu {} (chain rewritten before this place)", fault.detail);
        case Kind::unguarded:
            return fmt::format("trigger '{}' thiếu hoặc bị thay (a guard is missing or another one)", fault.detail);
        case Kind::damaged: return fmt::format("cơ sở dữ liệu hỏng (database damaged): {}", fault.detail);
    }
    return {};
}

}  // namespace

std::string_view fault_name(Kind kind) noexcept {
    return fault_names.at(static_cast<std::size_t>(kind));
}

std::string fault_words(const store::AuditFault& fault) {
    std::string text = fault.place > 0 ? fmt::format("mắt xích {}: ", fault.place) : std::string();
    text += words_of(fault);
    if (fault.others > 0) text += fmt::format("; và {} mắt xích nữa (and more)", fault.others);
    return text;
}

std::string_view source_vi(std::string_view source) noexcept {
    const auto words = words_for(sources, source);
    return words.empty() ? source : words;
}

std::string what_vi(const store::LogRow& row) {
    if (row.source == "message") return fmt::format("lập thông báo, kênh {}", row.what);
    if (row.source == "message_copy") return "cùng nội dung với thông báo khác của nơi nhận";
    if (row.source == "bounce") return fmt::format("thư bị trả về, mã {}", row.what);
    if (row.source == "reminder" && row.what == "send") return "lời nhắc được gửi";
    const auto words = row.source == "receipt" ? words_for(outcomes, row.what) : words_for(verbs, row.what);
    return std::string(words.empty() ? std::string_view{row.what} : words);
}

std::string stage_vi(std::string_view stage) {
    std::size_t end = std::min(stage.rfind(':'), stage.size());
    std::string when = end == stage.size() ? std::string() : offset_vi(stage.substr(end + 1));
    for (const auto& [mark, words] : occasions) {
        if (const std::size_t place = stage.find(mark); place != std::string_view::npos) {
            end = place;
            when = words;
        }
    }
    const std::string_view audience = stage.substr(0, end);
    const auto known = words_for(audiences, audience);
    std::string text(known.empty() ? audience : known);
    return when.empty() ? text : text + ", " + when;
}

}  // namespace dondoc::cli
