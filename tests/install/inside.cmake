# A project that contains Pellucid by add_subdirectory configures, and finds its own settings as it left them.
file(REMOVE_RECURSE ${scratch})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/inside -B ${scratch} -D PELLUCID=${source}
  -D CMAKE_CXX_COMPILER=${compiler} COMMAND_ERROR_IS_FATAL ANY)
