# Third-party libraries, each behind one target and seen by few rooms. Their headers are SYSTEM: we do not answer for their warnings.
find_package(fmt REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)

find_package(LLVM 19.1 REQUIRED CONFIG)
separate_arguments(definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_library(pellucid_llvm INTERFACE)
target_include_directories(pellucid_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(pellucid_llvm INTERFACE ${definitions})
target_link_libraries(pellucid_llvm INTERFACE LLVM)  # the one shared library: a second copy in a process aborts

add_library(pellucid_onednn INTERFACE)
if(PELLUCID_ONEDNN)
  find_package(dnnl REQUIRED)
  target_link_libraries(pellucid_onednn INTERFACE DNNL::dnnl)
  target_compile_definitions(pellucid_onednn INTERFACE PELLUCID_ONEDNN=1)
endif()
