/**
 * The ways a file comes in besides the file input: dropped anywhere, or pasted. Pasted text becomes
 * a Blob at once and never passes through a field: 40 MB in a textarea would freeze the page.
 */

/**
 * @param {{accept: (source: File[] | string, id: string) => void, hint: (visible: boolean) => void}} events `id` of
 *   the control on which something was dropped, or empty; `hint` tells whether something that can be dropped hovers over the page
 */
export function observe_files({ accept, hint }) {
  let depth = 0;
  /** @param {DragEvent} event */
  const droppable = (event) =>
    event.dataTransfer?.types.some((type) => type === "Files" || type === "text/plain") ?? false;
  /** @param {number} change */
  const hover = (change) => {
    depth = Math.max(0, depth + change);
    hint(depth > 0);
  };
  addEventListener("dragenter", (event) => {
    if (!droppable(event)) return;
    event.preventDefault();
    hover(1);
  });
  addEventListener("dragover", (event) => {
    if (!droppable(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  });
  addEventListener("dragleave", (event) => {
    if (droppable(event)) hover(-1);
  });
  addEventListener("drop", (event) => {
    if (!droppable(event)) return;
    event.preventDefault();
    hover(-depth);
    const box = event.target instanceof Element ? event.target.closest("[data-id]") : null;
    take(event.dataTransfer, box instanceof HTMLElement ? box.dataset.id : undefined);
  });
  document.addEventListener("paste", (event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.type === "text") return; // typed into a field
    if (take(event.clipboardData)) event.preventDefault();
  });

  /** @param {DataTransfer | null} data @param {string} [id] */
  function take(data, id = "") {
    const source = data?.files.length ? [...data.files] : data?.getData("text/plain");
    if (!source) return false;
    accept(source, id);
    return true;
  }
}

/** @returns {Promise<string | null>} the clipboard's text, or null where the browser will not tell */
export async function read_clipboard() {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}
