#pragma once

#include "daemon/xlsx/workbook.hpp"

namespace dondoc::xlsx {

/// A workbook with one of each: kinds of cells, a heading, a sheet of text, texts that spreadsheets would run or refuse.
inline std::string sample_workbook() {
    using rules::dates::Date;
    const Date day{std::chrono::days{20'613}};  // 2026-06-09
    const std::vector<Sheet> sheets{
        {"Nhiệm vụ: [1/2]?",
         {"TÌNH HÌNH THỰC HIỆN", "Kế hoạch 142/KH-UBND"},
         {{"STT", 6}, {"Nhiệm vụ", 40}, {"Hạn"}, {"Lúc", 18}, {"Số lần"}, {"Tỷ lệ"}},
         {{{Cell{"I"}, Cell{"Nhiệm vụ chung"}}, true},
          {{Cell{"1"}, Cell{"Rà soát & trình <UBND>\ndòng hai"}, Cell{day},
            Cell{rules::dates::at(day, std::chrono::hours{8} + std::chrono::minutes{30})}, Cell{std::int64_t{3}},
            Cell{0.25}},
           false},
          {{Cell{"=1+1"}, Cell{std::string("bell\x07 \xff end")}, Cell{}, Cell{"+84"}}, false}}},
        {"Hướng dẫn", {"CÁCH KIỂM TRA"}, {}, {{{Cell{"Bước 1"}}, true}, {{Cell{"Đọc tệp."}}, false}}},
    };
    return to_xlsx(sheets, {"Bảng thử", "dondoc", std::chrono::sys_seconds{std::chrono::seconds{1'780'000'000}}});
}

}  // namespace dondoc::xlsx
