/** What the palette can lead to. */
export interface PaletteEntry {
  /** Unique among all entries. */
  id: string;
  /** The heading it is listed under. */
  group: string;
  label: string;
  /** Said behind the label: what kind of thing it is, or the keys that do the same. */
  hint?: string;
  /** Where it leads. */
  href?: string;
  /** Or: an address it posts to, with fields. */
  post?: { action: string; fields?: Record<string, string> };
}

/** Entries listed at most, of each group, when a text was typed. */
const MOST_OF_GROUP = 6;

const wordsOf = (text: string) =>
  text.toLocaleLowerCase().split(/[\s/·,.]+/).filter((word) => word !== "");

/**
 * How well an entry fits what was typed: every word must begin a word of the label (weight 2 each)
 * or be in it (1 each); a label that begins with the first word comes before others. 0: not at all.
 */
export function fits(label: string, text: string): number {
  const own = wordsOf(label);
  const whole = label.toLocaleLowerCase();
  let score = 0;
  for (const [index, word] of wordsOf(text).entries()) {
    if (own.some((part) => part.startsWith(word))) score += 2;
    else if (whole.includes(word)) score += 1;
    else return 0;
    if (index === 0 && whole.startsWith(word)) score += 1;
  }
  return score;
}

/**
 * The entries that fit what was typed, best first within their group; groups stay in the order they
 * come in. Without a text all entries are listed.
 */
export function found(entries: readonly PaletteEntry[], text: string): PaletteEntry[] {
  if (wordsOf(text).length === 0) return [...entries];
  const groups = new Map<string, { entry: PaletteEntry; score: number }[]>();
  for (const entry of entries) {
    const score = fits(entry.label, text);
    if (score === 0) continue;
    const group = groups.get(entry.group) ?? [];
    groups.set(entry.group, group);
    group.push({ entry, score });
  }
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => b.score - a.score).slice(0, MOST_OF_GROUP).map(({ entry }) => entry)
  );
}

/** The place `step` entries on, around the ends. */
export function moved(place: number, step: number, count: number): number {
  return count === 0 ? 0 : (place + step + count) % count;
}

/** A shortcut: `g` then a letter. */
export interface Shortcut {
  key: string;
  label: string;
  href: string;
}

/**
 * What a key means when no text is being typed: `palette`, `help`, or where `g` and a letter lead.
 *
 * @param before the key before, when it was pressed just now
 */
export function meaningOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  before: string | null,
  typing: boolean,
  shortcuts: readonly Shortcut[],
): { kind: "palette" | "help" } | { kind: "go"; href: string } | null {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !altKey && key.toLocaleLowerCase() === "k") {
    return { kind: "palette" };
  }
  if (typing || ctrlKey || metaKey || altKey) return null;
  if (key === "?") return { kind: "help" };
  const shortcut = before === "g" ? shortcuts.find((one) => one.key === key) : undefined;
  return shortcut === undefined ? null : { kind: "go", href: shortcut.href };
}
