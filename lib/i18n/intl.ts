/** Makers that are kept at most; the world's zones, currencies and patterns in use are fewer. */
const MOST = 1000;

const kept = new Map<string, unknown>();

/** What `make` makes, once for each key: makers of `Intl` are costly to make and never change. */
function keep<T>(kind: string, tag: string, options: object, make: () => T): T {
  const key = `${kind} ${tag} ${JSON.stringify(options)}`;
  const known = kept.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  if (kept.size >= MOST) kept.clear();
  kept.set(key, made);
  return made;
}

/** An `Intl.NumberFormat`, shared by all who ask for the same. */
export function numberFormat(
  tag: string,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  return keep("number", tag, options, () => new Intl.NumberFormat(tag, options));
}

/**
 * An `Intl.DateTimeFormat`, shared by all who ask for the same.
 * @throws RangeError when the time zone is unknown
 */
export function dateTimeFormat(
  tag: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return keep("time", tag, options, () => new Intl.DateTimeFormat(tag, options));
}

/** An `Intl.RelativeTimeFormat`, shared by all who ask for the same. */
export function relativeTimeFormat(tag: string): Intl.RelativeTimeFormat {
  return keep(
    "relative",
    tag,
    {},
    () => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }),
  );
}

/** An `Intl.PluralRules`, shared by all who ask for the same. */
export function pluralRules(tag: string): Intl.PluralRules {
  return keep("plural", tag, {}, () => new Intl.PluralRules(tag));
}
