# Runs inside `cmake --install`, because it depends on the prefix given there: the unit with its path, and the
# configuration, in /etc for the usual prefixes and below the prefix otherwise. Files of a site are never overwritten.
if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?/?$")
  set(etc "/etc/dondoc")
else()
  set(etc "${CMAKE_INSTALL_PREFIX}/etc/dondoc")
endif()

set(BINDIR "${CMAKE_INSTALL_PREFIX}/${DONDOC_BINDIR}")
configure_file("${DONDOC_SOURCE}/systemd/dondocd.service"
  "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/lib/systemd/system/dondocd.service" @ONLY)

file(GLOB_RECURSE site_files RELATIVE "${DONDOC_SOURCE}/etc"
  "${DONDOC_SOURCE}/etc/dondoc.yaml" "${DONDOC_SOURCE}/etc/units.yaml"
  "${DONDOC_SOURCE}/etc/rules.d/*.yaml" "${DONDOC_SOURCE}/etc/calendars/*.yaml")
foreach(site_file IN LISTS site_files)
  set(target "$ENV{DESTDIR}${etc}/${site_file}")
  if(EXISTS "${target}")
    message(STATUS "Kept: ${target}")
  else()
    message(STATUS "Installing: ${target}")
    configure_file("${DONDOC_SOURCE}/etc/${site_file}" "${target}" COPYONLY)
  endif()
endforeach()
# What editors complete rule files from belongs to the program, and follows its version.
file(GLOB schemas "${DONDOC_SOURCE}/etc/schema/*.json")
file(COPY ${schemas} DESTINATION "$ENV{DESTDIR}${etc}/schema")
file(MAKE_DIRECTORY "$ENV{DESTDIR}${etc}/rules.d" "$ENV{DESTDIR}${etc}/secrets")
file(CHMOD "$ENV{DESTDIR}${etc}/secrets" DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
