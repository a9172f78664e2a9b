import { ConfigError } from "../errors.ts";
import { ENVIRONMENT } from "./environment.ts";

/** Prefixes that belong to the product: any other name that begins so is a mistake. */
const OWN_PREFIXES = ["AUTH_", "CHATWOOT_", "COMPLETENESS_", "EMBEDDED_DATABASE_"];

/** Greatest number of changed letters for which a name counts as a misspelling. */
const NEAR = 2;

/** Shorter names are near to too much (HOST, HOSTS, POST) to be judged by distance. */
const SHORTEST_JUDGED = 6;

const names = ENVIRONMENT.map((variable) => variable.name);
const known = new Set(names);

/** Edit distance with transposed neighbours counted once (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    [beforeLast, last] = [last, current];
  }
  return last[right.length] ?? 0;
}

function nearest(name: string): { name: string; distance: number } {
  return names.map((candidate) => ({ name: candidate, distance: editDistance(name, candidate) }))
    .reduce((best, next) => next.distance < best.distance ? next : best);
}

/**
 * Refuses names that can only be misspelt settings. In `.env` every unknown name is one; in the
 * process environment, which other programs share, only names with one of the product's prefixes
 * or within two letters of a setting.
 *
 * @throws {ConfigError} naming the unknown name and the setting that was probably meant
 */
export function refuseUnknownNames(found: Iterable<string>, source: "file" | "environment"): void {
  for (const name of found) {
    if (known.has(name)) continue;
    const guess = nearest(name);
    const misspelt = Math.min(name.length, guess.name.length) >= SHORTEST_JUDGED &&
      guess.distance <= NEAR;
    const own = OWN_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (source === "environment" && !misspelt && !own) continue;
    throw new ConfigError(
      name,
      "there is no setting of this name",
      guess.distance <= 6 ? `Did you mean ${guess.name}?` : "Remove it; .env.example lists all.",
    );
  }
}
