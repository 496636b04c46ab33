# A folder is a target: its link line is its list of dependencies.
include_guard()
include(DondocPrecompiled)

# dondoc_library(rules_dates SOURCES a.cpp b.cpp LINKS fmt::fmt PRIVATE_LINKS ICU::uc)
#   makes dondoc_rules_dates (alias dondoc::rules_dates).
function(dondoc_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  set(target dondoc_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(dondoc::${name} ALIAS ${target})
  target_link_libraries(${target} PUBLIC dondoc_options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  set_property(GLOBAL APPEND PROPERTY DONDOC_LIBRARIES ${target})
  dondoc_precompile(${target})
endfunction()

# dondoc_program(dondocd SOURCES main.cpp LINKS dondoc::daemon)
#   makes build/PRESET/bin/dondocd, which `cmake --install` puts into bin.
function(dondoc_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE dondoc_options ${arg_LINKS})
  dondoc_precompile(${name})
  install(TARGETS ${name} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endfunction()

# dondoc_test(rules_dates SOURCES calendar_test.cpp LINKS dondoc::rules_dates)
#   makes the executable test_rules_dates; ctest knows each of its cases.
function(dondoc_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  set(target test_${name})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE dondoc_options ${arg_LINKS} GTest::gmock GTest::gtest_main)
  target_include_directories(${target} PRIVATE "${PROJECT_BINARY_DIR}/generated")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  dondoc_precompile(${target})
  gtest_discover_tests(${target} TEST_PREFIX "${name}." NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${name})
endfunction()

# dondoc_bench(rules_engine SOURCES evaluate_bench.cpp LINKS dondoc::rules_engine)
#   makes bench_rules_engine, which `./run bench` runs.
function(dondoc_bench name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  set(target bench_${name})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE dondoc_options ${arg_LINKS} benchmark::benchmark_main)
  target_compile_definitions(${target} PRIVATE DONDOC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bench")
  dondoc_precompile(${target})
endfunction()

# dondoc_embed(SOURCE BASE etc/templates FILES vi/a.mustache HEADER daemon/outbox/render.hpp
#              NAMESPACE dondoc::outbox FUNCTION embedded_templates)
#   makes a source file that carries the texts inside the program, and puts its path into SOURCE.
function(dondoc_embed source)
  cmake_parse_arguments(arg "" "BASE;HEADER;NAMESPACE;FUNCTION" "FILES" ${ARGN})
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${arg_FUNCTION}.cpp")
  set(inputs ${arg_FILES})
  list(TRANSFORM inputs PREPEND "${PROJECT_SOURCE_DIR}/${arg_BASE}/")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DBASE=${PROJECT_SOURCE_DIR}/${arg_BASE}" "-DFILES=${arg_FILES}"
            "-DHEADER=${arg_HEADER}" "-DNAMESPACE=${arg_NAMESPACE}" "-DFUNCTION=${arg_FUNCTION}"
            -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${inputs} "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  set(${source} "${output}" PARENT_SCOPE)
endfunction()
