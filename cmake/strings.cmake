# Turns assets/strings/{ko,en}.json into C++ tables (see tools/strings_to_cpp.py). The core gets only
# the keys that errors, receipts and measures need, the command line its own besides; the interface
# gets all of them.

find_program(DANGOL_PYTHON python3 HINTS /usr/bin REQUIRED NO_CMAKE_FIND_ROOT_PATH)
set(dangol_string_files
  ${PROJECT_SOURCE_DIR}/assets/strings/ko.json ${PROJECT_SOURCE_DIR}/assets/strings/en.json)

# dangol_string_table(messages error. role. WITHOUT role.x): a library whose one header,
# messages_table.h, holds the keys that start with one of the prefixes, or all keys when there is no
# prefix, but for those that start with one after WITHOUT.
function(dangol_string_table name)
  cmake_parse_arguments(keys "" "" WITHOUT ${ARGN})
  if(keys_UNPARSED_ARGUMENTS)
    set(choice --prefix ${keys_UNPARSED_ARGUMENTS})
  endif()
  if(keys_WITHOUT)
    list(APPEND choice --without ${keys_WITHOUT})
  endif()
  set(folder ${CMAKE_BINARY_DIR}/generated/${name})
  set(output ${folder}/${name}_table.h)
  add_custom_command(OUTPUT ${output}
    COMMAND ${DANGOL_PYTHON} ${PROJECT_SOURCE_DIR}/tools/strings_to_cpp.py
            --name ${name} --output ${output} ${choice} -- ${dangol_string_files}
    DEPENDS ${dangol_string_files} ${PROJECT_SOURCE_DIR}/tools/strings_to_cpp.py
    COMMENT "Writing ${name}_table.h"
    VERBATIM)
  add_custom_target(dangol_${name}_table DEPENDS ${output})
  add_library(dangol_${name} INTERFACE)
  target_include_directories(dangol_${name} INTERFACE ${folder})
  add_dependencies(dangol_${name} dangol_${name}_table)
endfunction()

dangol_string_table(messages error. reason. warning. measure. role.)
dangol_string_table(cli_strings cli.)
# What the Value view says comes after the first picture: tools/bundle.mjs, strings/later.json.
dangol_string_table(ui_strings ui. reason. warning. measure. role. segment. WITHOUT ui.value. ui.experiment.)
