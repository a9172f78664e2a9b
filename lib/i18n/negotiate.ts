import type { Locale } from "./catalogue.ts";

/**
 * The best supported language of an `Accept-Language` header (RFC 9110, 12.5.4): highest quality
 * first, regional variants counting as their language; `fallback` when none is acceptable.
 */
export function negotiateLocale(header: string | null, fallback: Locale): Locale {
  const ranges = (header ?? "").split(",").map((part, index) => {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1])
      .find((value) => value !== undefined);
    return { language: range.split("-")[0], quality: Number(quality ?? 1), index };
  }).filter(({ quality }) => quality > 0);
  ranges.sort((a, b) => b.quality - a.quality || a.index - b.index);
  for (const { language } of ranges) {
    if (language === "en" || language === "ru") return language;
    if (language === "*") return fallback;
  }
  return fallback;
}
