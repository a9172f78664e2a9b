import { deepEqual, equal, ok } from "node:assert/strict";
import { buildDataset } from "../matching/dataset.ts";
import { priorModel } from "../matching/model.ts";
import { scoreCandidates } from "../matching/score.ts";
import { MOST_RECORDS } from "../matching/candidates.ts";
import { clusterRecords } from "./cluster.ts";
import { supportOf } from "./support.ts";

const edge = (i: number, j: number, bits: number) => ({ i, j, bits });
const always = () => 5;

Deno.test("likely pairs make groups; the clearest first", () => {
  const { cluster, merges } = clusterRecords(5, [edge(1, 2, 3), edge(0, 1, 9)], always, 1);
  deepEqual([...cluster], [0, 0, 0, 3, 4]);
  deepEqual(merges, [{ i: 0, j: 1, bits: 5, size: 2 }, { i: 1, j: 2, bits: 5, size: 3 }]);
});

Deno.test("groups join only when all their records support it", () => {
  const edges = [edge(0, 1, 9), edge(2, 3, 8), edge(1, 2, 7)];
  const doubtful = (a: readonly number[], b: readonly number[]) => a.length + b.length > 2 ? -3 : 5;
  deepEqual([...clusterRecords(4, edges, doubtful, 1).cluster], [0, 0, 2, 2]);
  deepEqual([...clusterRecords(4, edges, always, 1).cluster], [0, 0, 0, 0]);
});

Deno.test("what people decided holds", () => {
  const edges = [edge(0, 1, 9), edge(1, 2, 8)];
  const decided = clusterRecords(4, edges, always, 1, { same: [[2, 3]], different: [[0, 3]] });
  // 0 joined 1 first; 1 may not bring 2 along, for 2 is 3 and 3 is not 0
  deepEqual([...decided.cluster], [0, 0, 2, 2]);
  deepEqual(decided.merges.map(({ i, j }) => [i, j]), [[0, 1]]);
  const never = clusterRecords(3, edges, () => -9, 1, { same: [[0, 2]], different: [] });
  deepEqual([...never.cluster], [0, 1, 0]);
  equal(never.merges.length, 0);
});

/**
 * A chain: the mother and the son each share something strong with a record that mixes both up, but not
 * with each other.
 */
const chain = [
  [["Anna"], ["Ivanova"], ["anna.ivanova@acme.com"], ["+79120000001"]],
  [["Anna"], ["Ivanova"], ["anna.ivanova@acme.com"], ["+79120000001"]],
  [["Anna"], ["Ivanova"], ["anna.ivanova@acme.com"], ["+79990000002"]],
  [["Boris"], ["Petrov"], ["b.petrov@globex.com"], ["+79990000002"]],
  [["Boris"], ["Petrov"], ["b.petrov@globex.com"], ["+79990000002"]],
];

Deno.test("a chain of pairs joins nothing that the group contradicts", () => {
  const others = Array.from(
    { length: 200 },
    (_, n) => [[`Name${"abcdefghij"[n % 10]}`], [`Other${n}`], [`x${n}q@mail.ru`], []],
  );
  const dataset = buildDataset([
    { name: "given_name", kind: "given_name" },
    { name: "surname", kind: "surname" },
    { name: "email", kind: "email" },
    { name: "phone", kind: "phone" },
  ], [...chain, ...others]);
  const model = priorModel(dataset.slots, 205 * 204 / 2, 10, 10, dataset.anyChance());
  const pairs = [0, 1, 2, 3, 4].flatMap((i) =>
    [0, 1, 2, 3, 4].filter((j) => j > i).map((j) => i * MOST_RECORDS + j)
  );
  const edges = scoreCandidates(dataset, model, Float64Array.from(pairs), -30);
  // however likely the link in the middle of the chain looks, it must not close the chain
  const tempting = edges.map((each) => each.i === 2 && each.j === 3 ? { ...each, bits: 20 } : each)
    .filter(({ bits }) => bits >= 0);
  ok(tempting.some(({ i, j }) => i === 2 && j === 3));
  const { cluster } = clusterRecords(205, tempting, supportOf(dataset, model), 1);
  deepEqual([...cluster.subarray(0, 5)], [0, 0, 0, 3, 3]);
});

Deno.test("a record that says little joins by what the whole group says", () => {
  const dataset = buildDataset([
    { name: "given_name", kind: "given_name" },
    { name: "surname", kind: "surname" },
    { name: "email", kind: "email" },
    { name: "phone", kind: "phone" },
  ], [
    [["Anna"], ["Ivanova"], [], ["+79120000001"]],
    [["Anna"], ["Ivanova"], ["anna.ivanova@acme.com"], ["+79120000001"]],
    [[], [], ["anna.ivanova@acme.com"], []],
    ...Array.from(
      { length: 100 },
      (_, n) => [[`Name${"abcdefghij"[n % 10]}`], [`Other${n}`], [`x${n}q@mail.ru`], []],
    ),
  ]);
  const support = supportOf(
    dataset,
    priorModel(dataset.slots, 103 * 102 / 2, 10, 10, dataset.anyChance()),
  );
  // its address is the group's; that another record of the group has none takes nothing away
  ok(support([0, 1], [2]) > 1);
  equal(support([0, 1], [2]), support([1], [2]));
  ok(support([0], [2]) < 0);
});
