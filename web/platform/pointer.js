/**
 * Mouse, pen and touch. Nothing here prevents a default: vertical movement belongs to the browser
 * (scrolling, and at its ends the host page), horizontal movement pans what the interface lets pan.
 */

export const kMove = 0;
export const kDown = 1;
export const kUp = 2;
export const kLeave = 3;

/** A finger that moves farther than this is not tapping. */
const kTapSlack = 10;

/**
 * @param {HTMLElement} area the element that holds the canvas and everything laid over it
 * @param {HTMLElement} canvas whose corner coordinates count from
 * @param {HTMLElement} shield lies over native controls that have scrolled below the fixed bar
 * @param {{
 *   pointer: (kind: number, x: number, y: number, button: number) => void,
 *   pan: (dx: number) => void,
 *   focus: () => void,
 * }} events
 */
export function observe_pointer(area, canvas, shield, { pointer, pan, focus }) {
  /** @param {PointerEvent} event */
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  /** @param {number} kind @param {PointerEvent} event */
  const send = (kind, event) => {
    const { x, y } = place(event);
    pointer(kind, x, y, event.button < 0 ? 0 : event.button);
  };
  /** @type {{id: number, x: number, y: number, last_x: number, tapping: boolean} | null} */
  let finger = null;

  area.addEventListener("pointerdown", (event) => {
    const target = event.target === canvas ? canvas : event.target === shield ? shield : null;
    if (!target) return; // a native control's own
    focus();
    if (event.pointerType === "touch") {
      if (!event.isPrimary) return;
      finger = { id: event.pointerId, x: event.clientX, y: event.clientY, last_x: event.clientX, tapping: true };
      return;
    }
    target.setPointerCapture(event.pointerId);
    send(kMove, event);
    send(kDown, event);
  });
  area.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") {
      send(kMove, event);
      return;
    }
    if (finger?.id !== event.pointerId) return;
    if (Math.hypot(event.clientX - finger.x, event.clientY - finger.y) > kTapSlack) finger.tapping = false;
    if (!finger.tapping) {
      pan(finger.last_x - event.clientX);
      finger.last_x = event.clientX;
    }
  });
  area.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "touch") {
      if (event.target === canvas || event.target === shield) send(kUp, event);
      return;
    }
    if (finger?.id === event.pointerId && finger.tapping) {
      send(kMove, event);
      send(kDown, event);
      send(kUp, event);
    }
    finger = null;
  });
  area.addEventListener("pointercancel", (event) => {
    finger = null; // the browser scrolls
    send(kLeave, event);
  });
  area.addEventListener("pointerleave", (event) => {
    // A finger always leaves; what it tapped stays pointed at, so that its tooltip can be read.
    if (event.pointerType !== "touch") send(kLeave, event);
  });
  area.addEventListener("wheel", (event) => {
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      pan(event.deltaMode === WheelEvent.DOM_DELTA_LINE ? sideways * 16 : sideways);
    }
  }, { passive: true });
}
