# What `cmake --install` lays out besides the programs: templates, manual pages, units and the configuration.
foreach(page dondoc.1 dondocd.8 dondoc-rules.5)
  string(REGEX REPLACE ".*\\." "" section ${page})
  install(FILES "man/${page}" DESTINATION "${CMAKE_INSTALL_MANDIR}/man${section}")
endforeach()
install(DIRECTORY etc/templates etc/calendars etc/sample etc/recipes etc/schema DESTINATION "${CMAKE_INSTALL_DATADIR}/dondoc" OPTIONAL)
install(FILES systemd/dondoc.tmpfiles DESTINATION lib/tmpfiles.d RENAME dondoc.conf)
install(CODE "set(DONDOC_SOURCE \"${PROJECT_SOURCE_DIR}\")\nset(DONDOC_BINDIR \"${CMAKE_INSTALL_BINDIR}\")")
install(SCRIPT cmake/install_site.cmake)
