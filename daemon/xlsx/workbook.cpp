#include "daemon/xlsx/workbook.hpp"

#include "daemon/xlsx/text.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace dondoc::xlsx {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_rows = 1'048'576;
constexpr double text_width = 110;

/// The library writes files only.
class TemporaryFile {
public:
    TemporaryFile() : path_((fs::temp_directory_path() / "dondoc-xlsx-XXXXXX").string()) {
        const int file = ::mkstemp(path_.data());
        if (file < 0)
            throw WorkbookError(fmt::format("không tạo được tệp tạm {} (cannot make a temporary file): {}", path_,
                                            std::generic_category().message(errno)));
        ::close(file);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& path() const { return path_; }
    std::string bytes() const {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::string path_;
};

struct Formats {
    explicit Formats(lxw_workbook* book) {
        for (auto* cells : {&plain, &bold}) {
            cells->text = make(book);
            cells->day = make(book, "dd/mm/yyyy");
            cells->time = make(book, "dd/mm/yyyy hh:mm");
            cells->number = make(book);
        }
        for (auto* format : {bold.text, bold.day, bold.time, bold.number}) {
            format_set_bold(format);
            format_set_bg_color(format, 0xEEF1F5);
        }
        header = make(book);
        format_set_bold(header);
        format_set_align(header, LXW_ALIGN_CENTER);
        format_set_align(header, LXW_ALIGN_VERTICAL_CENTER);
        format_set_bg_color(header, 0xD6DEE8);
        title = workbook_add_format(book);
        format_set_font_name(title, font);
        format_set_font_size(title, 14);
        format_set_bold(title);
        words = workbook_add_format(book);
        format_set_font_name(words, font);
        format_set_font_size(words, 11);
        prose = workbook_add_format(book);
        format_set_font_name(prose, font);
        format_set_font_size(prose, 11);
        format_set_text_wrap(prose);
        format_set_align(prose, LXW_ALIGN_VERTICAL_TOP);
    }

    struct Kinds {
        lxw_format* text;
        lxw_format* day;
        lxw_format* time;
        lxw_format* number;
    };
    Kinds plain{};
    Kinds bold{};
    lxw_format* header;
    lxw_format* title;
    lxw_format* words;
    lxw_format* prose;

private:
    static constexpr const char* font = "Times New Roman";

    static lxw_format* make(lxw_workbook* book, const char* number_format = nullptr) {
        lxw_format* format = workbook_add_format(book);
        format_set_font_name(format, font);
        format_set_font_size(format, 11);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(format);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, 0x9AA5B1);
        if (number_format != nullptr) format_set_num_format(format, number_format);
        return format;
    }
};

lxw_datetime datetime(rules::dates::Date day, std::chrono::seconds time = std::chrono::seconds{0}) {
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time);
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(clock.hours().count()),
            static_cast<int>(clock.minutes().count()),
            static_cast<double>(clock.seconds().count())};
}

class SheetWriter {
public:
    SheetWriter(lxw_worksheet* sheet, const Formats& formats) : sheet_(sheet), formats_(formats) {}

    void write(const Sheet& sheet) {
        if (sheet.preface.size() + sheet.rows.size() >= most_rows)
            throw WorkbookError(fmt::format(
                "{} dòng là quá nhiều cho một trang tính; hãy thu hẹp điều kiện (too many rows)", sheet.rows.size()));
        if (sheet.columns.empty()) {
            write_prose(sheet);
        } else {
            write_table(sheet);
        }
        worksheet_set_landscape(sheet_);
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
    }

private:
    void write_prose(const Sheet& sheet) {
        worksheet_set_column(sheet_, 0, 0, text_width, nullptr);
        write_preface(sheet);
        for (const Row& row : sheet.rows) {
            for (const Cell& cell : row.cells)
                if (const auto* text = std::get_if<std::string>(&cell))
                    put(0, *text, row.heading ? formats_.title : formats_.prose);
            ++row_;
        }
    }

    void write_table(const Sheet& sheet) {
        const auto last = static_cast<lxw_col_t>(sheet.columns.size() - 1);
        for (lxw_col_t i = 0; i <= last; ++i) worksheet_set_column(sheet_, i, i, sheet.columns[i].width, nullptr);
        write_preface(sheet);
        const lxw_row_t header = row_;
        for (lxw_col_t i = 0; i <= last; ++i) put(i, sheet.columns[i].title, formats_.header);
        for (const Row& row : sheet.rows) {
            ++row_;
            for (lxw_col_t i = 0; i <= last; ++i)
                put(i, i < row.cells.size() ? row.cells[i] : Cell{}, row.heading ? formats_.bold : formats_.plain);
        }
        worksheet_freeze_panes(sheet_, header + 1, 0);
        worksheet_autofilter(sheet_, header, 0, std::max(row_, header + 1), last);
        worksheet_repeat_rows(sheet_, header, header);
    }

    void write_preface(const Sheet& sheet) {
        for (const std::string& line : sheet.preface) {
            put(0, line, row_ == 0 ? formats_.title : formats_.words);
            ++row_;
        }
        if (!sheet.preface.empty()) ++row_;
    }

    void put(lxw_col_t column, const std::string& text, lxw_format* format) {
        worksheet_write_string(sheet_, row_, column, cell_text(text).c_str(), format);
    }

    void put(lxw_col_t column, const Cell& cell, const Formats::Kinds& formats) {
        std::visit([&](const auto& value) { put_value(column, value, formats); }, cell);
    }
    void put_value(lxw_col_t column, std::monostate /*nothing*/, const Formats::Kinds& formats) {
        worksheet_write_blank(sheet_, row_, column, formats.text);
    }
    void put_value(lxw_col_t column, const std::string& text, const Formats::Kinds& formats) {
        if (text.empty()) return put_value(column, std::monostate{}, formats);
        put(column, text, formats.text);
    }
    void put_value(lxw_col_t column, std::int64_t number, const Formats::Kinds& formats) {
        put_value(column, static_cast<double>(number), formats);
    }
    void put_value(lxw_col_t column, double number, const Formats::Kinds& formats) {
        worksheet_write_number(sheet_, row_, column, number, formats.number);
    }
    void put_value(lxw_col_t column, rules::dates::Date day, const Formats::Kinds& formats) {
        lxw_datetime value = datetime(day);
        worksheet_write_datetime(sheet_, row_, column, &value, formats.day);
    }
    void put_value(lxw_col_t column, rules::dates::LocalTime time, const Formats::Kinds& formats) {
        const rules::dates::Date day = rules::dates::date_of(time);
        lxw_datetime value = datetime(day, time - rules::dates::at(day, std::chrono::seconds{0}));
        worksheet_write_datetime(sheet_, row_, column, &value, formats.time);
    }

    lxw_worksheet* sheet_;
    const Formats& formats_;
    lxw_row_t row_ = 0;
};

void set_properties(lxw_workbook* book, const Properties& properties) {
    std::string title = cell_text(properties.title);
    std::string author = cell_text(properties.author);
    lxw_doc_properties fields{};
    fields.title = title.data();
    fields.author = author.data();
    fields.created = static_cast<std::time_t>(properties.created.time_since_epoch().count());
    workbook_set_properties(book, &fields);
}

/// The library frees a workbook only when it writes it.
void close(lxw_workbook* book) {
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        throw WorkbookError(
            fmt::format("không ghi được bảng tính (cannot write the workbook): {}", lxw_strerror(error)));
}

}  // namespace

std::string to_xlsx(std::span<const Sheet> sheets, const Properties& properties) {
    const TemporaryFile file;
    lxw_workbook* book = workbook_new(file.path().c_str());
    if (book == nullptr) throw WorkbookError("thiếu bộ nhớ (out of memory)");
    try {
        set_properties(book, properties);
        const Formats formats(book);
        std::set<std::string> taken;
        for (const Sheet& sheet : sheets)
            SheetWriter(workbook_add_worksheet(book, sheet_name(sheet.name, taken).c_str()), formats).write(sheet);
    } catch (...) {
        workbook_close(book);
        throw;
    }
    close(book);
    return file.bytes();
}

}  // namespace dondoc::xlsx
