# Language level, warnings and hardening, as one INTERFACE target that every target of ours links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

# ccache finds objects of other clones and presets again: paths count from the base folder, and it is told that
# precompiled headers are safe here (no __TIME__, defines are the same for all that share one).
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(ccache_base "${PROJECT_SOURCE_DIR}")
  if(DEFINED ENV{CCACHE_BASEDIR})
    set(ccache_base "$ENV{CCACHE_BASEDIR}")
  endif()
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${ccache_base}" CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${CCACHE_PROGRAM}")
endif()

add_library(dondoc_options INTERFACE)
target_include_directories(dondoc_options INTERFACE "${PROJECT_SOURCE_DIR}")
# fmt stands in for std::format, which GCC 12 lacks; here because its defines must agree in every precompiled header.
find_package(fmt REQUIRED)
target_link_libraries(dondoc_options INTERFACE fmt::fmt)
target_compile_options(dondoc_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wconversion -Wsign-conversion -Wnull-dereference -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside std::string and coroutine frames, not in our code.
  target_compile_options(dondoc_options INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference -Wno-array-bounds -Wno-stringop-overflow
    -Wno-stringop-overread)
endif()
# -pthread, because some libraries ask for it, and it must agree in every precompiled header.
target_compile_options(dondoc_options INTERFACE -fstack-protector-strong -pthread)
target_link_options(dondoc_options INTERFACE -Wl,-z,relro,-z,now)

set(DONDOC_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(DONDOC_FUZZ)
  set(DONDOC_SANITIZE "fuzzer-no-link,address,undefined")
endif()
if(DONDOC_SANITIZE)
  target_compile_options(dondoc_options INTERFACE -fsanitize=${DONDOC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(dondoc_options INTERFACE -fsanitize=${DONDOC_SANITIZE})
  if(DONDOC_SANITIZE STREQUAL "thread")
    # Asio's fences are none that the sanitizer knows; its locks are what orders things here.
    target_compile_definitions(dondoc_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()
