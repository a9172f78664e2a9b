/** The index of the slot nearest to a horizontal position in percent. */
export function nearestSlot(slots: readonly { x: number }[], position: number): number {
  let nearest = 0;
  slots.forEach(({ x }, index) => {
    const best = slots[nearest]?.x ?? 0;
    if (Math.abs(x - position) < Math.abs(best - position)) nearest = index;
  });
  return nearest;
}

/**
 * Where a key moves the cursor of a chart with `count` slots: arrows by one, Page keys by seven,
 * Home and End to the ends, Escape away (`null`). `undefined` for keys that mean nothing here.
 */
export function moveCursor(
  current: number | null,
  key: string,
  count: number,
): number | null | undefined {
  const from = current ?? count - 1;
  const within = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return within(from - 1);
    case "ArrowRight":
    case "ArrowUp":
      return within(from + 1);
    case "PageDown":
      return within(from - 7);
    case "PageUp":
      return within(from + 7);
    case "Home":
      return within(0);
    case "End":
      return within(count - 1);
    case "Escape":
      return null;
    default:
      return undefined;
  }
}
