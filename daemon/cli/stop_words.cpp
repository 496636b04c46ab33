#include "daemon/cli/stop_words.hpp"

#include <fmt/format.h>

#include <array>

namespace dondoc::cli {

using rules::engine::Stop;
namespace model = rules::model;

namespace {

std::string silenced_vi(const model::Silence& silence) {
    return fmt::format("tắt tiếng số {} đến {}: {} ({})", silence.id,
                       rules::dates::format_vi(rules::dates::date_of(silence.until - std::chrono::seconds{1})),
                       silence.reason, silence.author);
}

std::string acknowledged_vi(const model::Acknowledgement& fact) {
    std::string text = fmt::format("đơn vị đã nhận, nhắc lại sau {}", rules::dates::format_vi(fact.until));
    if (!fact.reason.empty()) text += ": " + fact.reason;
    return fact.who.empty() ? text : fmt::format("{} ({})", text, fact.who);
}

struct Words {
    std::string_view name;
    std::string_view vi;
};

/// In the order of Stop.
constexpr std::array<Words, 18> words{{
    {"none", ""},
    {"done", "đã hoàn thành: không nhắc nữa"},
    {"cancelled", "đã dừng: không nhắc nữa"},
    {"not-tracked",
     "không theo dõi: hạn trước ngày bắt đầu theo dõi, trước khi quy tắc giao cho đơn vị, hoặc ngoài hiệu lực"},
    {"not-asked-for", "chế độ này không có kỳ đó"},
    {"covered", "đơn vị đã kết thúc, các đơn vị kế thừa tự có báo cáo này"},
    {"conditional", "chờ điều kiện: chưa có ngày; khi sự kiện xảy ra, ghi bằng dondoc event record"},
    {"continuous", "thường xuyên: không có hạn, chỉ báo cáo định kỳ"},
    {"unresolved", "chưa rõ thời hạn: cần người quyết định, ghi hạn bằng dondoc extend"},
    {"needs-due", "điều chờ đợi đã xảy ra: cần ấn định thời hạn bằng dondoc event record --due hoặc dondoc extend"},
    {"no-policy", "không chính sách nào áp dụng"},
    {"no-stage", "chính sách không còn mốc nhắc nào"},
    {"silenced", "tắt tiếng"},
    {"acknowledged", "đơn vị đã nhận"},
    {"inhibited", "việc khác cấp bách hơn đang được nhắc (inhibit)"},
    {"no-heir",
     "đơn vị đã kết thúc hoạt động, chưa rõ ai kế thừa: ghi trong units.yaml; Phòng Kế hoạch được nhắc thay"},
    {"no-contact", "chưa có địa chỉ liên hệ: ghi trong units.yaml; Phòng Kế hoạch được nhắc thay"},
    {"no-channel",
     "kênh của địa chỉ chưa được cấu hình: sửa units.yaml hoặc dondoc.yaml; Phòng Kế hoạch được nhắc thay"},
}};

}  // namespace

std::string_view stop_name(Stop stop) noexcept {
    return words.at(static_cast<std::size_t>(stop)).name;
}

std::string stop_vi(const rules::engine::StoppedBy& stopped) {
    if (stopped.silence != nullptr) return silenced_vi(*stopped.silence);
    if (stopped.acknowledgement != nullptr) return acknowledged_vi(*stopped.acknowledgement);
    return std::string(words.at(static_cast<std::size_t>(stopped.what)).vi);
}

}  // namespace dondoc::cli
