import { deepEqual, ok } from "node:assert/strict";

const tokens = Deno.readTextFileSync(new URL("../static/styles/tokens.css", import.meta.url));

type Theme = "light" | "dark";

/** The opaque colours of the token file, by name and theme. */
function colors(): Map<string, Record<Theme, string>> {
  const pattern = /--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
  return new Map(
    [...tokens.matchAll(pattern)].map(([, name = "", light = "", dark = ""]) => [
      name,
      { light, dark },
    ]),
  );
}

/** Relative luminance of an sRGB colour (WCAG 2.2, "relative luminance"). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["background", "surface", "surface-hover", "surface-sunken"];

/** Which colour is read on which, and the ratio that asks for. */
const pairs: [foreground: string, backgrounds: string[], ratio: number][] = [
  ["text", [...surfaces, "accent-soft", "good-soft", "warn-soft", "bad-soft"], 4.5],
  ["muted", [...surfaces], 4.5],
  ["accent", ["background", "surface", "surface-hover", "accent-soft"], 4.5],
  ["on-accent", ["accent", "accent-hover"], 4.5],
  ["good", ["background", "surface", "surface-hover", "good-soft"], 4.5],
  ["warn", ["background", "surface", "surface-hover", "warn-soft"], 4.5],
  ["bad", ["background", "surface", "surface-hover", "bad-soft"], 4.5],
  ["line-control", ["background", "surface"], 3],
  ...[1, 2, 3, 4, 5].map((index): [string, string[], number] => [
    `series-${index}`,
    ["surface", "surface-hover"],
    3,
  ]),
];

for (const theme of ["light", "dark"] as const) {
  Deno.test(`every colour is legible on what it is used on, ${theme} theme`, () => {
    const known = colors();
    const weak = pairs.flatMap(([foreground, backgrounds, wanted]) =>
      backgrounds.flatMap((background) => {
        const [one, other] = [known.get(foreground), known.get(background)];
        ok(one !== undefined && other !== undefined, `${foreground} or ${background} is missing`);
        const ratio = contrast(one[theme], other[theme]);
        return ratio >= wanted
          ? []
          : [`${foreground} on ${background}: ${ratio.toFixed(2)} < ${wanted}`];
      })
    );
    deepEqual(weak, []);
  });
}

Deno.test("the contrast of black on white is 21, of a colour on itself 1", () => {
  deepEqual([contrast("#000000", "#ffffff"), contrast("#c8641b", "#c8641b")], [21, 1]);
});

Deno.test("every token the styles use is defined", () => {
  const folder = new URL("../static/styles/", import.meta.url);
  const css = [...Deno.readDirSync(folder)].map(({ name }) =>
    Deno.readTextFileSync(new URL(name, folder))
  ).join("\n");
  const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
  const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]));
  deepEqual([...used].filter((name) => !defined.has(name)), []);
  ok(used.size > 30);
});
