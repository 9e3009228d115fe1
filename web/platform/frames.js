/**
 * Frames on demand. An event asks for a few, then there is silence: an idle page draws nothing, and
 * neither does a hidden one.
 */
export class Frames {
  #draw;
  #wanted = 0;
  #scheduled = 0;
  #last = 0;
  /** Frames drawn so far; tests read it to see that an idle page draws none. */
  count = 0;

  /** @param {(seconds: number) => number} draw returns how many more frames it wants */
  constructor(draw) {
    this.#draw = draw;
    document.addEventListener("visibilitychange", () => this.#schedule());
  }

  /** Dear ImGui settles in two or three frames: layout, hover, then the result. */
  request(frames = 3) {
    this.#wanted = Math.max(this.#wanted, frames);
    this.#schedule();
  }

  /** Draws one frame in this task, for whoever must see its pixels before the browser goes on. */
  now() {
    const time = performance.now();
    const seconds = Math.min(0.1, Math.max(0.001, (time - this.#last) / 1000));
    this.#last = time;
    this.count++;
    this.#wanted--;
    const more = this.#draw(seconds); // which may request frames itself
    this.#wanted = Math.max(this.#wanted, more);
    this.#schedule();
  }

  stop() {
    cancelAnimationFrame(this.#scheduled);
    this.#draw = () => 0;
    this.#wanted = 0;
  }

  #schedule() {
    if (this.#scheduled || this.#wanted <= 0 || document.hidden) return;
    this.#scheduled = requestAnimationFrame(() => {
      this.#scheduled = 0;
      this.now();
    });
  }
}
