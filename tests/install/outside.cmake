# Installs Pellucid below a folder of its own, then builds and runs a project that finds it there, by CMake and by pkg-config.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${scratch})
run(${CMAKE_COMMAND} --install ${build} --prefix ${scratch}/prefix)
run(${scratch}/prefix/bin/pellucid --version)

# What programs can link to is ours: symbols of a library that we use would clash with the program's own copy of it.
file(GLOB_RECURSE library ${scratch}/prefix/*/libpellucid.so)
execute_process(COMMAND nm --dynamic --defined-only --demangle ${library} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
if(symbols MATCHES "[^\n]* [A-Za-z] (vtable for |typeinfo for )?(llvm|dnnl|fmt|nlohmann|CLI)::[^\n]*")
  message(FATAL_ERROR "the library exports ${CMAKE_MATCH_0}")
endif()

run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/outside -B ${scratch}/build
    -D CMAKE_PREFIX_PATH=${scratch}/prefix -D CMAKE_CXX_COMPILER=${compiler})
run(${CMAKE_COMMAND} --build ${scratch}/build)
run(${scratch}/build/outside)

file(GLOB_RECURSE description ${scratch}/prefix/*/pellucid.pc)
cmake_path(GET description PARENT_PATH folder)
set(ENV{PKG_CONFIG_PATH} ${folder})
execute_process(COMMAND pkg-config --cflags --libs pellucid OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
run(${compiler} -std=c++20 ${CMAKE_CURRENT_LIST_DIR}/outside/main.cpp ${flags} -o ${scratch}/by_pkg_config)
cmake_path(GET folder PARENT_PATH library)
run(${CMAKE_COMMAND} -E env LD_LIBRARY_PATH=${library} ${scratch}/by_pkg_config)
