/** Spellings that stand for one sound across romanisations, in the order they are replaced. */
const SOUNDS: [RegExp, string][] = [
  [/off$/, "ov"],
  [/eff$/, "ev"],
  [/sch|shch|sh/g, "S"],
  [/tch|tsch|cz|ch/g, "C"],
  [/zh/g, "Z"],
  [/kh/g, "h"],
  [/ph/g, "f"],
  [/gh/g, "g"],
  [/th/g, "t"],
  [/ck|q/g, "k"],
  [/x/g, "ks"],
  [/tz/g, "ts"],
  [/c(?=[eiy])/g, "s"],
  [/c/g, "k"],
  [/w/g, "v"],
  [/[yj]/g, "i"],
  [/(.)\1+/g, "$1"],
  // the palatal glide is written in some romanisations and left out in others: Yevgeny, Evgeny
  [/i(?=[aeou])/g, ""],
  [/(?<=..)e$/, ""],
];

/**
 * One spelling for all common romanisations and spelling variants of a name: `yevgeniy`, `evgeny`;
 * `shcherbakov`, `scherbakoff`; `clark`, `clarke`. Takes what `latinise` returns.
 */
export function fold(latin: string): string {
  let out = latin;
  for (const [spelling, sound] of SOUNDS) out = out.replace(spelling, sound);
  return out;
}

/** The consonants of a folded name behind its first letter: groups spellings for blocking. */
export function skeleton(folded: string): string {
  return folded.slice(0, 1) + folded.slice(1).replace(/[aeiou]/g, "");
}
