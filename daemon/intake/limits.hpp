#pragma once

#include <cstddef>

namespace dondoc::intake {

/// How much of a hostile document is looked at before it is refused. The defaults leave a wide margin: the longest plan
/// we know has 200 rows and 100 KiB of text.
struct Limits {
    std::size_t file_bytes = std::size_t{20} << 20;
    std::size_t archive_entries = 4'000;
    std::size_t archive_bytes = std::size_t{512} << 20;  ///< declared size of all entries together
    std::size_t part_bytes = std::size_t{32} << 20;      ///< one unpacked part
    std::size_t part_ratio = 300;                        ///< unpacked to packed, for parts of more than 1 MiB
    std::size_t xml_nodes = 2'000'000;
    std::size_t xml_depth = 200;
    std::size_t lines = 100'000;        ///< of a text file, empty ones aside
    std::size_t rows = 20'000;          ///< in all tables together
    std::size_t columns = 256;          ///< of one row
    std::size_t cells = 600'000;        ///< in all tables together
    std::size_t merged_cells = 20'000;  ///< merged ranges of one sheet
    std::size_t cell_bytes = 65'536;    ///< of one cell or paragraph
};

}  // namespace dondoc::intake
