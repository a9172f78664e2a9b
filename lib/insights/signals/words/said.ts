import { createDetector, type Detector } from "../../../text/mod.ts";
import { SAID_KINDS, type SaidKind } from "../kinds.ts";
import { english } from "./english.ts";
import { russian } from "./russian.ts";

/**
 * Finds what a message says of delivery, urgency, money, scope and further work: each kind once, with
 * the sentence that says it. English and Russian, also mixed; what is denied or quoted does not count.
 */
export const detectSaid: Detector<SaidKind> = createDetector(SAID_KINDS, [english, russian], {
  stems: true,
});
