# How our own code is compiled: standard, warnings, sanitizers, coverage. Private to us, never handed to users.
add_library(pellucid_options INTERFACE)
target_compile_features(pellucid_options INTERFACE cxx_std_20)
target_compile_options(pellucid_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # clang's -Wconversion is stricter than g++'s; and libstdc++ 12 itself uses what it deprecates, in std::stable_sort.
  target_compile_options(pellucid_options INTERFACE -Wno-sign-conversion -Wno-deprecated-declarations)
endif()

if(PELLUCID_SANITIZE)
  set(flags -fsanitize=${PELLUCID_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(pellucid_options INTERFACE ${flags})
  target_link_options(pellucid_options INTERFACE ${flags})
  # Generated code is invisible to sanitizers; in these builds every kernel also runs in the checked interpreter.
  target_compile_definitions(pellucid_options INTERFACE PELLUCID_SANITIZED=1)
endif()
if(PELLUCID_COVERAGE)
  # Counted atomically: counts lost between threads become negative ones, over which gcovr stumbles.
  target_compile_options(pellucid_options INTERFACE --coverage -fprofile-abs-path -fprofile-update=atomic)
  target_link_options(pellucid_options INTERFACE --coverage)
endif()

# What every target of ours has: an executable, a room or the library.
function(pellucid_own target)
  target_link_libraries(${target} PRIVATE pellucid_options)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# What sees the inside of the house: rooms, their tests, the tools of the build.
function(pellucid_inside target)
  pellucid_own(${target})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src
    ${PROJECT_BINARY_DIR}/generated ${PROJECT_BINARY_DIR}/generated/public)
  target_link_libraries(${target} PRIVATE fmt::fmt-header-only)
endfunction()
