const hour = 3_600_000;
const day = 24 * hour;

/** Moves a time into the working day (8:00 to 18:00 UTC, Monday to Friday) it falls in or precedes. */
export function duringWork(at: number): number {
  let date = new Date(at);
  if (date.getUTCHours() >= 18) at += (24 - date.getUTCHours() + 8) * hour;
  else if (date.getUTCHours() < 8) at += (8 - date.getUTCHours()) * hour;
  date = new Date(at);
  const weekend = { 6: 2, 0: 1 }[date.getUTCDay()] ?? 0;
  return at + weekend * day;
}
