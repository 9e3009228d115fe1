/**
 * The canvas: as many pixels as the screen really has under it, repainted inside the observer's
 * callback so that a resize never shows a stretched frame, and a WebGL2 context that may come and go.
 */

/** @typedef {{css_width: number, css_height: number, width: number, height: number}} Size */

/** @param {HTMLCanvasElement} canvas @returns {boolean} whether the canvas can be drawn on */
export function create_context(canvas) {
  // Emscripten's glue asks the canvas for a context again and gets this one, with these attributes.
  return canvas.getContext("webgl2", {
    antialias: false, // Dear ImGui smooths its own edges
    alpha: false,
    depth: false,
    stencil: false,
    powerPreference: "low-power",
  }) !== null;
}

/**
 * Calls `on_size` whenever the stage's size or the screen's density changes.
 * @param {HTMLElement} stage
 * @param {(size: Size) => void} on_size
 */
export function observe_size(stage, on_size) {
  /** @param {ResizeObserverEntry} entry */
  const measure = (entry) => {
    const { width: css_width, height: css_height } = entry.contentRect;
    const density = devicePixelRatio;
    let width = Math.round(css_width * density);
    let height = Math.round(css_height * density);
    const exact = entry.devicePixelContentBoxSize?.[0];
    // Exact device pixels are at most one off; an emulated density reports CSS pixels instead.
    if (exact && Math.abs(exact.inlineSize - width) <= 1 && Math.abs(exact.blockSize - height) <= 1) {
      width = exact.inlineSize;
      height = exact.blockSize;
    }
    if (width > 0 && height > 0) on_size({ css_width, css_height, width, height });
  };
  const observer = new ResizeObserver((entries) => measure(entries[entries.length - 1]));
  const observe = () => {
    observer.disconnect();
    try {
      observer.observe(stage, { box: "device-pixel-content-box" });
    } catch {
      observer.observe(stage); // Safari
    }
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", observe, { once: true });
  };
  observe();
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{lost: () => void, restored: () => void}} events
 */
export function observe_context(canvas, { lost, restored }) {
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault(); // says that we can restore it
    lost();
  });
  canvas.addEventListener("webglcontextrestored", restored);
}
