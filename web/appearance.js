/** How the page looks: as the visitor chose, else as the system has it. */

export class Appearance {
  /** @type {"light" | "dark" | null} null = as the system has it */
  #chosen = null;
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #motion = matchMedia("(prefers-reduced-motion: reduce)");
  #touch = matchMedia("(pointer: coarse)");

  constructor() {
    const { theme } = document.documentElement.dataset;
    if (theme === "light" || theme === "dark") this.#chosen = theme;
  }

  /** @returns {"light" | "dark"} */
  get theme() {
    return this.#chosen ?? (this.#dark.matches ? "dark" : "light");
  }

  /** @param {"light" | "dark"} theme */
  choose(theme) {
    this.#chosen = theme;
    document.documentElement.dataset.theme = theme;
    remember("theme", theme);
  }

  /** @param {() => void} changed */
  observe(changed) {
    for (const query of [this.#dark, this.#motion, this.#touch]) query.addEventListener("change", changed);
  }

  /** What the canvas is told of it. */
  get environment() {
    return { theme: this.theme, touch: this.#touch.matches, reduced_motion: this.#motion.matches, accent: null };
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(`dangol.${key}`, value);
  } catch {
    // A sandboxed frame has no storage: the choice holds until the page is closed.
  }
}
