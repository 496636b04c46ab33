# cmake -DFILES=a.sql;b.sql -DOUTPUT=migrations.cpp -P embed.cmake
# Writes the migrations as one array; a file's number is the schema version it leads to.
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  string(REGEX MATCH "^[0-9]+" digits "${name}")
  math(EXPR number "1${digits} - 1000")
  file(READ "${file}" sql)
  string(APPEND rows "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"daemon/store/sqlite/migrate.hpp\"

namespace dondoc::store::sqlite {
namespace {
constexpr Migration all[] = {
${rows}};
}  // namespace

std::span<const Migration> migrations() noexcept {
    return all;
}

}  // namespace dondoc::store::sqlite
")
