# Turns assets/strings/{ko,en}.json into C++ tables (see tools/strings_to_cpp.py). The core gets only
# the keys that errors, receipts and measures need; the interface gets all of them.

find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(dangol_generated ${CMAKE_BINARY_DIR}/generated)
set(dangol_string_files
  ${PROJECT_SOURCE_DIR}/assets/strings/ko.json ${PROJECT_SOURCE_DIR}/assets/strings/en.json)

function(dangol_string_table name)
  set(output ${dangol_generated}/${name}/${name}_table.h)
  add_custom_command(OUTPUT ${output}
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/strings_to_cpp.py
            --name ${name} --output ${output} --prefix ${ARGN} -- ${dangol_string_files}
    DEPENDS ${dangol_string_files} ${PROJECT_SOURCE_DIR}/tools/strings_to_cpp.py
    VERBATIM)
  add_custom_target(dangol_${name}_table DEPENDS ${output})
  add_library(dangol_${name} INTERFACE)
  target_include_directories(dangol_${name} INTERFACE ${dangol_generated}/${name})
  add_dependencies(dangol_${name} dangol_${name}_table)
endfunction()

dangol_string_table(messages error. reason. warning. measure. role. cli.)
dangol_string_table(ui_strings "")
