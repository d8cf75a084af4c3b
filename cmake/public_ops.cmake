# The second stage of the vocabulary: tools/print_ops.cpp, linked to the table of ops, writes what users see of it.
# `print_ops <folder>` writes <folder>/pellucid/ops.hpp and compute.hpp, from the ops' names, attributes and descriptions.
# The rooms below the compiler see it; derivatives and rules have the first stage.
pellucid_rooms_down_to(ops rooms)
add_executable(pellucid_print_ops EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/print_ops.cpp)
pellucid_inside(pellucid_print_ops)
target_link_libraries(pellucid_print_ops PRIVATE ${rooms})

set(folder ${PROJECT_BINARY_DIR}/generated/public)
add_custom_command(OUTPUT ${folder}/pellucid/ops.hpp ${folder}/pellucid/compute.hpp
  COMMAND pellucid_print_ops ${folder} DEPENDS pellucid_print_ops COMMENT "Writing pellucid/ops.hpp, pellucid/compute.hpp and ops.md")
add_custom_target(pellucid_public_ops DEPENDS ${folder}/pellucid/ops.hpp)
pellucid_rooms_down_to(all below)
pellucid_rooms_down_to(compiler above)
list(REMOVE_ITEM below ${above})
foreach(room IN LISTS below)
  add_dependencies(${room} pellucid_public_ops)
endforeach()
