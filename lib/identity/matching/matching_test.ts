import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { makePopulation, usualPopulation } from "../../../tests/support/identity_population.ts";
import { seededRandom } from "../../../sim/random.ts";
import { prepareCompany } from "../values/company.ts";
import { parseDate } from "../values/date.ts";
import { readEmail } from "../values/email.ts";
import { prepareNamePart } from "../values/name_part.ts";
import { preparePhone } from "../values/phone.ts";
import { findCandidates, MOST_RECORDS } from "./candidates.ts";
import { emailLevel } from "./compare_email.ts";
import { namePartLevel } from "./compare_name.ts";
import { buildDataset } from "./dataset.ts";
import { detectFields } from "./detect_fields.ts";
import { companyLevel, dateLevel, phoneLevel } from "./levels.ts";
import { matchRecords } from "./match.ts";
import { combine, oddsOf, priorModel, weightsOf } from "./model.ts";
import { explainerOf } from "./reasons.ts";
import { pairAnswers } from "./slot.ts";
import { inOrder, readTable, type Table } from "./table.ts";

Deno.test("names agree across alphabets, romanisations, short forms and slips", () => {
  const levels = ["exact", "sound", "close", "partly", "initial", "different"];
  const cases: [string, string, string][] = [
    ["Анна", "Anna", "exact"],
    ["Щербаков", "Shcherbakov", "exact"],
    ["Щербаков", "Scherbakoff", "sound"],
    ["Юрий", "Yuri", "sound"],
    ["Саша", "Александр", "sound"],
    ["Rob", "Robert", "sound"],
    ["Иванова", "Иавнова", "close"],
    ["Allen", "Alan", "partly"],
    ["A", "Anna", "initial"],
    ["B", "Anna", "different"],
    ["Anna", "Boris", "different"],
  ];
  for (const [a, b, level] of cases) {
    const found = namePartLevel(prepareNamePart(a)!, prepareNamePart(b)!);
    deepEqual([a, b, levels[found - 1]], [a, b, level]);
  }
});

Deno.test("addresses, phones, dates and companies agree by degrees", () => {
  const email = (a: string, b: string) => emailLevel(readEmail(a)!, readEmail(b)!);
  equal(email("roberta25@smith.net", "robert255@smith.net"), 2);
  equal(email("anna.ivanova@acme.com", "anna.ivanova@acme.co"), 2);
  equal(email("anna.ivanova@acme.com", "anna.ivanova@mail.ru"), 3);
  equal(email("anna.ivanova@acme.com", "boris.petrov@acme.com"), 5);
  equal(email("anna.ivanova@mail.ru", "boris.petrov@mail.ru"), 6);
  equal(email("info@acme.com", "infos@acme.com"), 5);
  const phone = (a: string, b: string) => phoneLevel(preparePhone(a)!, preparePhone(b)!);
  deepEqual([
    phone("+79123456789", "~9123456789"),
    phone("+79123456789", "+79123456780"),
    phone("+79123456789", "+442079460018"),
  ], [2, 3, 4]);
  const date = (a: string, b: string) => dateLevel(parseDate(a)!, parseDate(b)!);
  deepEqual(
    ["1971-05-24", "1971-24-06", "1971-06-05", "1971-11-30", "1980-01-02"].map((other) =>
      date("1971-06-24", other)
    ),
    [2, 2, 3, 4, 5],
  );
  const company = (a: string, b: string) => companyLevel(prepareCompany(a)!, prepareCompany(b)!);
  deepEqual([
    company("Romashka", "Ромашка"),
    company("Acme Design", "Acme"),
    company("Acme", "Globex"),
  ], [2, 3, 4]);
});

Deno.test("columns are known by their names and by what is in them", () => {
  const kinds = (columns: string[], rows: string[][]) =>
    detectFields(columns, rows).map(({ kind }) => kind);
  deepEqual(
    kinds(["Имя", "Фамилия", "Телефон", "Почта", "Город"], [["а", "б", "1", "x", "Уфа"], [
      "в",
      "г",
      "2",
      "y",
      "Томск",
    ]]),
    ["given_name", "surname", "phone", "email", "place"],
  );
  deepEqual(
    kinds(["dateOfBirth", "post_code", "streetNumber", "address_1", "suburb"], [[
      "19700101",
      "4011",
      "6",
      "a st",
      "x",
    ], ["19710101", "4012", "7", "b st", "y"]]),
    ["date", "code", "number", "text", "place"],
  );
  deepEqual(
    kinds(
      ["c1", "c2", "c3", "c4"],
      Array.from(
        { length: 100 },
        (
          _,
          n,
        ) => [`u${n}@acme.com`, `19${n % 90 + 10}-01-02`, `+7912345${1000 + n}`, n % 2 ? "m" : "f"],
      ),
    ),
    ["email", "date", "phone", "category"],
  );
  equal(kinds(["empty", "same"], [["", "x"], ["", "x"]]).length, 0);
});

const columns = ["name", "email", "phone", "company"];

function people(seed: number, records: number) {
  return makePopulation(seededRandom(seed), { ...usualPopulation, records, duplicated: 0.4 });
}

function tableOf(population: ReturnType<typeof people>): Table {
  return readTable(
    columns,
    population.map((
      one,
    ) => [`${one.given} ${one.surname}`.trim(), one.email, one.phone, one.company]),
  );
}

Deno.test("candidates are few, ordered, distinct, and have nearly all true pairs", () => {
  const population = people(3, 2000);
  const { fields, rows } = tableOf(population);
  const candidates = findCandidates(rows.length, buildDataset(fields, rows).atoms);
  ok(candidates.length < 2000 * 40);
  let found = 0;
  for (const [at, code] of candidates.entries()) {
    const [i, j] = [Math.floor(code / MOST_RECORDS), code % MOST_RECORDS];
    ok(i < j && (at === 0 || candidates[at - 1]! < code));
    if (population[i]!.entity === population[j]!.entity) found++;
  }
  const sizes = [...Map.groupBy(population, ({ entity }) => entity).values()].map((group) =>
    group.length
  );
  const wanted = sizes.reduce((sum, size) => sum + size * (size - 1) / 2, 0);
  ok(found / wanted > 0.93, `${found} of ${wanted}`);
});

Deno.test("a group that everybody shares makes no candidates", () => {
  const rows = Array.from({ length: 500 }, (_, n) => [[`f${n}`.repeat(2)], [], ["info@acme.com"]]);
  const dataset = buildDataset([
    { name: "given_name", kind: "given_name" },
    { name: "surname", kind: "surname" },
    { name: "email", kind: "email" },
  ], rows);
  equal(findCandidates(500, dataset.atoms).length, 0);
});

Deno.test("scores are symmetric, and rise with every agreement", () => {
  const { fields, rows } = tableOf(people(4, 300));
  const dataset = buildDataset(fields, rows);
  const weights = weightsOf(priorModel(dataset.slots, 300 * 299 / 2, 30, 30, dataset.anyChance()));
  const odds = new Float64Array(weights.prior.length);
  const bits = (i: number, j: number) => {
    const answers = pairAnswers(dataset.slots.length);
    dataset.compare(i, j, answers, 0);
    oddsOf(weights, answers, 0, odds);
    return combine(odds);
  };
  const record = fc.nat(299);
  fc.assert(
    fc.property(record, record, (i, j) => equal(bits(i, j).toFixed(9), bits(j, i).toFixed(9))),
    { seed: 1, numRuns: 500 },
  );

  const answers = pairAnswers(dataset.slots.length);
  for (const [slot, { levels, name }] of dataset.slots.entries()) {
    if (name === "name_order" || name === "conversation") continue;
    answers.level.fill(0);
    answers.level[slot] = 1;
    oddsOf(weights, answers, 0, odds);
    const agreeing = odds[0]!;
    answers.level[slot] = levels.length;
    oddsOf(weights, answers, 0, odds);
    ok(agreeing > weights.prior[0]! && odds[0]! < weights.prior[0]!, name);
  }
});

Deno.test("odds against all alternatives are below the odds against each", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 4 }),
      (odds) => {
        const all = combine(odds);
        ok(all <= Math.min(...odds) + 1e-9 && all >= Math.min(...odds) - 2.001);
      },
    ),
    { seed: 1 },
  );
});

async function links(population: ReturnType<typeof people>, order: number[]) {
  const { table, origin } = inOrder(tableOf(order.map((index) => population[index]!)));
  const { merges, cluster } = await matchRecords(buildDataset(table.fields, table.rows));
  const groups = [...Map.groupBy(cluster.keys(), (record) => cluster[record]!).values()]
    .map((group) => group.map((record) => order[origin[record]!]!).sort((a, b) => a - b).join());
  return { merges: merges.length, groups: groups.sort() };
}

Deno.test("the order of the records makes no difference", async () => {
  // records that are alike in everything could stand for each other: they are left out
  const seen = new Set<string>();
  const population = people(5, 800).filter(({ entity: _, ...values }) => {
    const key = JSON.stringify([
      values.given,
      values.surname,
      values.email,
      values.phone,
      values.company,
    ]);
    return !seen.has(key) && seen.add(key);
  });
  const order = population.map((_, index) => index);
  const random = seededRandom(9);
  const shuffled = order.map((index) => [random(), index] as const).sort(([a], [b]) => a - b).map((
    [, index],
  ) => index);
  const [one, other] = [await links(population, order), await links(population, shuffled)];
  ok(one.merges > 100);
  deepEqual(one, other);
});

Deno.test("links are right as often as they say, and namesakes, colleagues and families stay apart", async () => {
  for (
    const [seed, family, duplicated] of [[11, 0.05, 0.3], [12, 0.4, 0.3], [13, 0.05, 0]] as const
  ) {
    const population = makePopulation(seededRandom(seed), {
      ...usualPopulation,
      records: 1500,
      family,
      duplicated,
    });
    const { fields, rows } = tableOf(population);
    const { merges } = await matchRecords(buildDataset(fields, rows));
    const right = merges.filter(({ i, j }) =>
      population[i]!.entity === population[j]!.entity
    ).length;
    const said = merges.reduce((sum, { bits }) => sum + 1 / (1 + 2 ** -bits), 0);
    if (duplicated === 0) ok(merges.length <= 6, `${merges.length} links where there are none`);
    else {
      ok(right / merges.length > 0.95, `${right} of ${merges.length}`);
      ok(Math.abs(said - right) / merges.length < 0.03, `${said} said, ${right} right`);
      ok(right > 0.75 * (population.length - new Set(population.map(({ entity }) => entity)).size));
    }
  }
});

Deno.test("a link is explained by its answers, the strongest first", async () => {
  const others = people(6, 300).filter(({ entity }, at, all) =>
    all.findIndex((one) => one.entity === entity) === at
  );
  const { fields, rows } = readTable(columns, [
    ["Анна Щербакова", "anna.s@acme.com", "+79123456789", "Acme"],
    ["Anna Shcherbakova", "anna.s@acme.com", "8 912 345-67-89", "Acme Ltd"],
    ...others.map((
      one,
    ) => [`${one.given} ${one.surname}`.trim(), one.email, one.phone, one.company]),
  ]);
  const dataset = buildDataset(fields, rows);
  const { merges, model } = await matchRecords(dataset);
  ok(merges.some(({ i, j }) => i === 0 && j === 1));
  const reasons = explainerOf(dataset, model)(0, 1);
  const shown = reasons.map(({ field, level }) => `${field} ${level}`);
  for (
    const reason of [
      "email exact",
      "phone tail",
      "surname exact",
      "given_name exact",
      "company exact",
    ]
  ) {
    ok(shown.includes(reason), `${reason} is not in ${shown}`);
  }
  ok(
    reasons.every(({ bits }, at) => at === 0 || Math.abs(bits) <= Math.abs(reasons[at - 1]!.bits)),
  );
});
