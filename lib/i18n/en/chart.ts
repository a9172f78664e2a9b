/** Words of charts. */
export const chart = {
  day: "Day",
  cursorHint: "Use the arrow keys to read values",
  range: "{title}, {from} to {to}",
  seriesRange: "{series}: from {min} to {max}, last {last}",
  empty: "Nothing in this period",
  noValue: "no data",
} as const;
