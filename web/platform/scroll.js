/**
 * The browser scrolls, not the canvas: an ordinary scrolling element holds a box of the content's
 * height, the canvas sticks to the viewport, and the interface is told how far the page has moved.
 * Inertia, scrollbars, touch, keys and chaining to a host page come for free.
 */
export class Scroll {
  #scroller;
  #content;
  #height = -1;

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} content
   * @param {(y: number) => void} on_scroll
   */
  constructor(scroller, content, on_scroll) {
    this.#scroller = scroller;
    this.#content = content;
    scroller.addEventListener("scroll", () => on_scroll(scroller.scrollTop), { passive: true });
  }

  get y() {
    return this.#scroller.scrollTop;
  }

  /** @param {number} height CSS pixels */
  set_height(height) {
    if (height === this.#height) return;
    this.#height = height;
    this.#content.style.height = `${Math.ceil(height)}px`;
  }

  to_top() {
    this.#scroller.scrollTop = 0;
  }

  /** Arrow and page keys scroll the element that has the focus. */
  focus() {
    this.#scroller.focus({ preventScroll: true });
  }
}
