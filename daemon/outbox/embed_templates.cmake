# Writes OUTPUT: a source file that holds the templates NAMES (below BASE) as text.
set(source "#include \"daemon/outbox/render.hpp\"\n\nnamespace dondoc::outbox {\n\nconst Templates& builtin_templates() {\n    static const Templates templates{\n")
foreach(name IN LISTS NAMES)
  file(READ "${BASE}/${name}" text)
  string(APPEND source "        {\"${name}\", R\"dondoc(${text})dondoc\"},\n")
endforeach()
string(APPEND source "    };\n    return templates;\n}\n\n}  // namespace dondoc::outbox\n")
file(WRITE "${OUTPUT}" "${source}")
