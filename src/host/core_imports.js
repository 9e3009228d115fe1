// For the linker alone: names what core.wasm imports from its host, so that anything else that is
// missing stays an error. The functions themselves are in web/core.js.
mergeInto(LibraryManager.library, {
  dangol_double_byte_table: () => 0,
});
