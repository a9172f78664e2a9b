/** An event's position, `<epoch milliseconds>-<sequence>`, as Redis streams write it. */
const FORM = /^(\d{1,16})-(\d{1,16})$/;

/** Whether the text is a position that an event can have. */
export function isEventId(text: string): boolean {
  return FORM.test(text);
}

/** Negative when `left` is earlier. Both must be positions. */
export function compareEventIds(left: string, right: string): number {
  const [, leftMs, leftSequence] = FORM.exec(left) ?? [];
  const [, rightMs, rightSequence] = FORM.exec(right) ?? [];
  return Number(leftMs) - Number(rightMs) || Number(leftSequence) - Number(rightSequence);
}
