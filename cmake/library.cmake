# The shared library, made of all rooms.
pellucid_rooms_down_to(all rooms)
add_library(pellucid SHARED)
add_library(Pellucid::pellucid ALIAS pellucid)
pellucid_own(pellucid)
target_link_libraries(pellucid PRIVATE ${rooms} Threads::Threads)
target_compile_features(pellucid PUBLIC cxx_std_20)
target_include_directories(pellucid PUBLIC
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated/public>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# The SONAME is the ABI: it changes when a program linked to the old library no longer runs with the new one.
set_target_properties(pellucid PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR} LINKER_LANGUAGE CXX)
# Calls within the library are direct.
target_link_options(pellucid PRIVATE -Wl,--exclude-libs,ALL -Wl,-Bsymbolic-functions)
if(NOT PELLUCID_SANITIZE)  # sanitizers leave their run time to the executable
  target_link_options(pellucid PRIVATE -Wl,--no-undefined)
endif()
