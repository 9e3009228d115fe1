/** Files that leave the page for the visitor's own disk. */

/** @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} name @param {string} mime @param {string} text */
export function save_text(name, mime, text) {
  // Without the mark, Excel reads Korean text in the system's old code page.
  const mark = mime === "text/csv" && !text.startsWith("\uFEFF") ? "\uFEFF" : "";
  save(name, new Blob([mark, text], { type: `${mime};charset=utf-8` }));
}

/**
 * Copies a part of a canvas; to be called in the task that drew it, before its pixels are given up.
 * @param {string} name
 * @param {HTMLCanvasElement} canvas
 * @param {{x: number, y: number, w: number, h: number}} rect in device pixels
 */
export function save_picture(name, canvas, { x, y, w, h }) {
  const copy = document.createElement("canvas");
  copy.width = Math.max(1, Math.round(w));
  copy.height = Math.max(1, Math.round(h));
  copy.getContext("2d")?.drawImage(canvas, x, y, w, h, 0, 0, copy.width, copy.height);
  copy.toBlob((blob) => {
    if (blob) save(name, blob);
  }, "image/png");
}
