/**
 * Measures identity matching on judged sets: `deno task eval:identity [--dir FOLDER] [--json]`.
 * A set is a CSV file of records beside `truth.csv` or `<name>_truth.csv` (pairs of ids). The matcher sees
 * neither ids nor truth. Ends with 1 when there is no set.
 */
import { parseArgs } from "node:util";
import { findJudgedSets } from "./identity/judged_set.ts";
import { measure, type Measured } from "./identity/measure.ts";

const { values } = parseArgs({
  options: {
    dir: {
      type: "string",
      default: decodeURIComponent(new URL("../../shared/data/er", import.meta.url).pathname),
    },
    json: { type: "boolean", default: false },
  },
});

const rounded = (share: number) => Math.round(share * 10_000) / 10_000;

function figures(measured: readonly Measured[]): Record<string, unknown> {
  return Object.fromEntries(measured.flatMap((set) => [
    [`${set.key}_f1`, rounded(set.f1)],
    [`${set.key}_precision`, rounded(set.precision)],
    [`${set.key}_recall`, rounded(set.recall)],
    [`${set.key}_calibration_error`, rounded(set.calibrationError)],
    [
      `${set.key}_reliability`,
      set.reliability.map((bin) => [bin.pairs, rounded(bin.confidence), rounded(bin.right)]),
    ],
    [`${set.key}_candidates`, set.candidates],
    [`${set.key}_seconds`, Math.round(set.seconds * 100) / 100],
  ]));
}

function print(set: Measured): void {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  console.log(
    `${set.key}: ${set.records} records, ${set.truePairs} true pairs, ${set.candidates} compared, ${
      set.seconds.toFixed(1)
    } s`,
  );
  console.log(
    `  F1 ${set.f1.toFixed(4)}, precision ${percent(set.precision)}, recall ${percent(set.recall)}`,
  );
  console.log(`  proposed links, calibration error ${percent(set.calibrationError)}`);
  for (const bin of set.reliability) {
    console.log(`    said ${percent(bin.confidence)}, right ${percent(bin.right)} of ${bin.pairs}`);
  }
}

/** The sets below the folder; none when it is not there. */
function* setsBelow(folder: string) {
  try {
    yield* findJudgedSets(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

const measured: Measured[] = [];
for (const set of setsBelow(values.dir)) {
  measured.push(await measure(set));
  if (!values.json) print(measured.at(-1)!);
}
if (measured.length === 0) {
  console.error(`No judged set below ${values.dir}`);
  Deno.exit(1);
}
if (values.json) console.log(JSON.stringify(figures(measured)));
