# Language level, warnings and hardening, as one INTERFACE target that every target of ours links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(dondoc_options INTERFACE)
target_include_directories(dondoc_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(dondoc_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wconversion -Wsign-conversion -Wnull-dereference -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside std::string and coroutine frames, not in our code.
  target_compile_options(dondoc_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference)
endif()
target_compile_options(dondoc_options INTERFACE -fstack-protector-strong)
target_link_options(dondoc_options INTERFACE -Wl,-z,relro,-z,now)

set(DONDOC_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(DONDOC_SANITIZE)
  target_compile_options(dondoc_options INTERFACE -fsanitize=${DONDOC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(dondoc_options INTERFACE -fsanitize=${DONDOC_SANITIZE})
endif()
