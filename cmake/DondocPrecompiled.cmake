# Four precompiled headers, each built once and shared: parsing the standard library, fmt, GoogleTest and Asio would
# otherwise be most of the build. Sources still include what they use: preset `lint` builds without them.
include_guard()

set(std_headers
  <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
  <tuple> <unordered_map> <utility> <variant> <vector> <fmt/format.h> <tl/expected.hpp>)
set(net_headers ${std_headers}
  <boost/asio/any_io_executor.hpp> <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/detached.hpp>
  <boost/asio/experimental/awaitable_operators.hpp> <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp>
  <boost/asio/steady_timer.hpp> <boost/asio/use_awaitable.hpp>)
set(test_headers <gmock/gmock.h> <gtest/gtest.h>)

# dondoc_precompile(target): picks by folder, since rules/ knows no Asio, nor do its tests. The defines of GoogleTest
# must be the same where its precompiled header is made and used, hence the link.
function(dondoc_precompile target)
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  set(kind net)
  if(folder MATCHES "^(tests/|bench/)?(rules|daemon/(intake|store))")
    set(kind std)
  endif()
  set(headers ${${kind}_headers})
  if(folder MATCHES "^tests/")
    list(APPEND headers ${test_headers})
    set(kind test_${kind})
  endif()
  if(NOT TARGET dondoc_pch_${kind})
    add_library(dondoc_pch_${kind} OBJECT EXCLUDE_FROM_ALL "${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp")
    target_link_libraries(dondoc_pch_${kind} PRIVATE dondoc_options)
    target_precompile_headers(dondoc_pch_${kind} PRIVATE ${headers})
    if(kind MATCHES "^test_")
      target_link_libraries(dondoc_pch_${kind} PRIVATE GTest::gmock)
    endif()
  endif()
  target_precompile_headers(${target} REUSE_FROM dondoc_pch_${kind})
endfunction()
