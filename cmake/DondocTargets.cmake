# A folder is a target: its link line is its list of dependencies.
include_guard()

# dondoc_library(rules_dates SOURCES a.cpp b.cpp LINKS fmt::fmt PRIVATE_LINKS ICU::uc)
#   makes dondoc_rules_dates (alias dondoc::rules_dates).
function(dondoc_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  set(target dondoc_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(dondoc::${name} ALIAS ${target})
  target_link_libraries(${target} PUBLIC dondoc_options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# dondoc_test(rules_dates SOURCES calendar_test.cpp LINKS dondoc::rules_dates)
#   makes the executable test_rules_dates; ctest knows each of its cases.
function(dondoc_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  set(target test_${name})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE dondoc_options ${arg_LINKS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${target} PRIVATE DONDOC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  gtest_discover_tests(${target} TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${name})
endfunction()
