# Writes OUTPUT: a source file that holds the texts of FILES (below BASE), to be found by their names through
# `NAMESPACE::FUNCTION()`, which HEADER declares as `std::span<const std::pair<std::string_view, std::string_view>>`.
set(rows "")
foreach(file IN LISTS FILES)
  file(READ "${BASE}/${file}" text)
  string(APPEND rows "    {\"${file}\", R\"dondoc(${text})dondoc\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"${HEADER}\"

namespace ${NAMESPACE} {

std::span<const std::pair<std::string_view, std::string_view>> ${FUNCTION}() noexcept {
    static constexpr std::pair<std::string_view, std::string_view> files[] = {
${rows}    };
    return files;
}

}  // namespace ${NAMESPACE}
")
