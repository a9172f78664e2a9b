import { createDetector, type Detected } from "../../../text/mod.ts";
import { en } from "./en.ts";
import { ru } from "./ru.ts";
import { type Theme, THEMES } from "./themes.ts";

/**
 * What a client's message may be a chance to sell for, each theme once with the sentence that says so.
 * English and Russian, by stems.
 *
 * @example findChances("Во сколько обойдётся второй магазин?") // [{ kind: "price", sentence: … }]
 */
export const findChances: (text: string) => Detected<Theme>[] = createDetector(THEMES, [en, ru], {
  stems: true,
});
