import type { Chances } from "./chance.ts";
import type { Column } from "./column.ts";
import type { Comparator, Slot } from "./slot.ts";

/**
 * Compares fields whose records may have several values: the best agreeing two count. Equal values are
 * level 1; `levelOf` gives the level (2 and up) of values that differ.
 */
export function compareValues<V>(
  slot: Slot,
  column: Column<V>,
  chances: Chances,
  levelOf: (a: V, b: V) => number,
): Comparator {
  const { start, ids, values } = column;
  return {
    slots: [slot],
    compare(i, j, out, at) {
      let level = 0;
      let chance = 0;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        for (let l = start[j]!; l < start[j + 1]!; l++) {
          const a = ids[k]!;
          const b = ids[l]!;
          const found = a === b ? 1 : levelOf(values[a]!, values[b]!);
          if (found === 0 || (level !== 0 && found > level)) continue;
          const foundChance = a === b ? chances.of[a]! : 0;
          if (found === level && foundChance >= chance) continue;
          level = found;
          chance = foundChance;
        }
      }
      out.level[at] = level;
      out.chance[at] = chance;
    },
  };
}
