# Third-party libraries, each behind one target and seen by few rooms. Their headers are SYSTEM: we do not answer for their warnings.
find_package(fmt REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)

# LLVM's package looks for what its static libraries need. We link the shared one, and one of these searches wants the language C.
foreach(package FFI LibEdit zstd LibXml2 CURL)
  set(CMAKE_DISABLE_FIND_PACKAGE_${package} TRUE)
endforeach()
find_package(LLVM 19.1 REQUIRED CONFIG)
foreach(package FFI LibEdit zstd LibXml2 CURL)
  unset(CMAKE_DISABLE_FIND_PACKAGE_${package})
endforeach()
separate_arguments(definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_library(pellucid_llvm INTERFACE)
target_include_directories(pellucid_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(pellucid_llvm INTERFACE ${definitions})
target_link_libraries(pellucid_llvm INTERFACE LLVM)  # the one shared library: a second copy in a process aborts

add_library(pellucid_onednn INTERFACE)
if(PELLUCID_ONEDNN)
  # Not by its CMake package, which wants the headers of OpenCL where oneDNN was built for GPUs too: we call it on the CPU alone.
  find_path(PELLUCID_ONEDNN_INCLUDE dnnl.hpp REQUIRED)
  find_library(PELLUCID_ONEDNN_LIBRARY dnnl REQUIRED)
  target_include_directories(pellucid_onednn SYSTEM INTERFACE ${PELLUCID_ONEDNN_INCLUDE})
  target_link_libraries(pellucid_onednn INTERFACE ${PELLUCID_ONEDNN_LIBRARY})
  target_compile_definitions(pellucid_onednn INTERFACE PELLUCID_ONEDNN=1)
endif()
