/**
 * Measures search on judged sets: `deno task eval:search [--dir FOLDER] [--json] [--calibrate]`. A set is a
 * folder with `documents.jsonl`, `queries.jsonl` and `qrels.tsv`; without `--dir` those of the shared data
 * (`CT_SHARED_DIR`, else `../shared`) and the project's own Russian one. Documents go through the product's own
 * index, with vectors made here. `--calibrate` fits the figure of quality and prints what
 * `lib/evidence/quality/judged.ts` holds. Ends with 1 when there is no set.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  createLogger,
  loadConfig,
  migrate,
  openDatabase,
  type Sql,
  systemClock,
} from "@/lib/platform/mod.ts";
import { calibrate } from "./search/calibrate.ts";
import { findJudgedSets, type JudgedSet, readJudgedSet } from "./search/judged_set.ts";
import { type LoadedSet, loadSet } from "./search/load_set.ts";
import { type AskedQuestion, askStrangers, measure, type Measured } from "./search/measure.ts";
import type { RankingFigures } from "./search/ranking.ts";
import { russianSet } from "./search/russian_set.ts";

const { values } = parseArgs({
  options: {
    dir: { type: "string" },
    json: { type: "boolean", default: false },
    calibrate: { type: "boolean", default: false },
  },
});

const root = decodeURIComponent(new URL("../", import.meta.url).pathname);
const shared = Deno.env.get("CT_SHARED_DIR") ?? join(root, "../shared");

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

function figures({ key, fused, legs, questions, documents, chunks, p50Ms, p95Ms }: Measured) {
  const named = (prefix: string, ranking: RankingFigures) =>
    Object.entries(ranking).map(([name, value]) => [`${prefix}_${name}`, rounded(value)]);
  return Object.fromEntries([
    ...named(key, fused),
    ...Object.entries(legs).flatMap(([leg, ranking]) => named(`${key}_${leg}`, ranking)),
    ...Object.entries({ questions, documents, chunks }).map((
      [name, value],
    ) => [`${key}_${name}`, value]),
    [`${key}_p50_ms`, rounded(p50Ms)],
    [`${key}_p95_ms`, rounded(p95Ms)],
  ]);
}

function print(measured: Measured): void {
  const line = (name: string, { ndcg10, mrr10, recall10 }: RankingFigures) =>
    console.log(
      `  ${name.padEnd(8)} nDCG@10 ${ndcg10.toFixed(3)}  MRR@10 ${mrr10.toFixed(3)}  Recall@10 ${
        recall10.toFixed(3)
      }`,
    );
  const { key, documents, chunks, questions, p50Ms, p95Ms } = measured;
  console.log(
    `${key}: ${documents} documents, ${chunks} chunks, ${questions} questions, ${
      p50Ms.toFixed(0)
    } ms median, ${p95Ms.toFixed(0)} ms 95 %`,
  );
  line("fused", measured.fused);
  for (const [leg, ranking] of Object.entries(measured.legs)) line(leg, ranking);
}

/** Each set's questions, asked of the set that answers them and of the next, which does not. */
async function askAll(
  sql: Sql,
  sets: readonly { judged: JudgedSet; loaded: LoadedSet; measured: Measured }[],
): Promise<AskedQuestion[]> {
  const asked: AskedQuestion[] = [];
  for (const [index, { judged, measured }] of sets.entries()) {
    const other = sets[(index + 1) % sets.length]!;
    asked.push(...measured.asked, ...await askStrangers(sql, other.loaded, judged.questions));
  }
  return asked;
}

const folders = findJudgedSets(values.dir ?? join(shared, "data/ir"));
const judgedSets = [
  ...folders.map(readJudgedSet),
  ...(values.dir === undefined ? [russianSet()] : []),
];
if (judgedSets.length === 0) {
  console.error(`No judged set below ${values.dir}`);
  Deno.exit(1);
}
const log = createLogger({ level: "error" });
const dataDir = await Deno.makeTempDir({ prefix: "control-tower-eval-" });
const config = loadConfig({ AUTH_CREDENTIALS: "owner:not-used", DATA_DIR: dataDir });
const database = await openDatabase(config, { log, clock: systemClock });
try {
  await migrate(database.sql, join(root, "migrations"), log);
  const sets = [];
  for (const judged of judgedSets) {
    const loaded = await loadSet(database.sql, judged);
    const measured = await measure(database.sql, judged, loaded);
    sets.push({ judged, loaded, measured });
    if (!values.json) print(measured);
  }
  if (values.json) {
    console.log(
      JSON.stringify(Object.assign({}, ...sets.map(({ measured }) => figures(measured)))),
    );
  }
  if (values.calibrate) {
    console.log(JSON.stringify(calibrate(await askAll(database.sql, sets)), null, 2));
  }
} finally {
  await database.close();
  await Deno.remove(dataDir, { recursive: true });
}
