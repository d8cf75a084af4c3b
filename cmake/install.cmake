# make install: the library, its headers, the command, and what lets CMake and pkg-config find them.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/Pellucid)

install(TARGETS pellucid EXPORT PellucidTargets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/pellucid TYPE INCLUDE)
install(DIRECTORY ${PROJECT_BINARY_DIR}/generated/public/pellucid TYPE INCLUDE FILES_MATCHING PATTERN *.hpp)
install(EXPORT PellucidTargets NAMESPACE Pellucid:: DESTINATION ${package})
if(TARGET pellucid_command)
  install(TARGETS pellucid_command)
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/data)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/pellucid/data)
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/PellucidConfig.cmake.in ${PROJECT_BINARY_DIR}/package/PellucidConfig.cmake
                              INSTALL_DESTINATION ${package} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/PellucidConfigVersion.cmake COMPATIBILITY SameMajorVersion)
configure_file(${CMAKE_CURRENT_LIST_DIR}/pellucid.pc.in ${PROJECT_BINARY_DIR}/package/pellucid.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/package/PellucidConfig.cmake ${PROJECT_BINARY_DIR}/package/PellucidConfigVersion.cmake
        DESTINATION ${package})
install(FILES ${PROJECT_BINARY_DIR}/package/pellucid.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
