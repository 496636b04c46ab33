#pragma once

#include "daemon/store/audit.hpp"

#include <string>
#include <string_view>

/// What the event log says, in Vietnamese words.
namespace dondoc::cli {

/// "changed", "link-changed": names for programs, which never change.
std::string_view fault_name(store::AuditFault::Kind kind) noexcept;
/// "mắt xích 12: dòng event 5 bị sửa sau khi ghi (…)", one line.
std::string fault_words(const store::AuditFault& fault);

/// "sự kiện", "lời nhắc", "thông báo", "biên nhận"
std::string_view source_vi(std::string_view source) noexcept;
/// What a row says has happened: "nhập kế hoạch", "máy chủ nhận đã nhận"; what this program does not know stays as it is.
std::string what_vi(const store::LogRow& row);
/// "chủ trì, trước hạn 7 ngày" for "lead:-7d"
std::string stage_vi(std::string_view stage);

}  // namespace dondoc::cli
