/** The comments before and after something. */
export type Marker = [start: string, end: string];

/**
 * The comments around an island.
 *
 * @param name its chunk
 * @param props number of its props in the serialised table
 * @param key the element's key, for those who update it
 */
export function islandMarker(name: string, props: number, key: unknown): Marker {
  return [`frsh:i:${escapeText(name)}:${props}:${escapeText(key ?? "")}`, "/frsh:i"];
}

/** The comments around JSX that was passed to an island. */
export function slotMarker(slot: number): Marker {
  return [`frsh:s:${slot}`, "/frsh:s"];
}

/** The comments around a partial. */
export function partialMarker(name: string, mode: string): Marker {
  return [`frsh:p:${escapeText(name)}:${mode}`, "/frsh:p"];
}

/** Leaves nothing that ends a comment or separates the fields of a marker. */
function escapeText(value: unknown): string {
  return encodeURIComponent(String(value)).replaceAll("-", "%2D");
}
