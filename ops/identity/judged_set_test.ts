import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { join } from "node:path";
import { sharedFolder } from "../../tests/support/services.ts";
import { parseCsv } from "./csv.ts";
import { findJudgedSets, readJudgedSet } from "./judged_set.ts";
import { measure } from "./measure.ts";

Deno.test("CSV is read with quotes, line breaks within them, and either line end", () => {
  deepEqual(parseCsv('\uFEFFid,name\r\n1,"a, ""b"""\r\n2,"c\nd"\n3,\n'), {
    columns: ["id", "name"],
    rows: [["1", 'a, "b"'], ["2", "c\nd"], ["3", ""]],
  });
  throws(() => parseCsv('a\n"open'), SyntaxError);
});

Deno.test("the matcher's columns hold neither ids, nor truth, nor numbers that give people away", () => {
  const set = readJudgedSet(
    "k",
    "unique_id,name,soc_sec_id,cluster\n7,Anna,1,x\n8,Boris,2,y\n9,Ann,1,x\n",
    null,
  );
  deepEqual(set, {
    key: "k",
    columns: ["name"],
    rows: [["Anna"], ["Boris"], ["Ann"]],
    truth: [[0, 2]],
  });
});

Deno.test("truth is a file of pairs, or within the id", () => {
  const records = "rec_id,name\nrec-1-org,a\nrec-2-org,b\nrec-1-dup-0,c\n";
  deepEqual(readJudgedSet("k", records, null).truth, [[0, 2]]);
  deepEqual(readJudgedSet("k", records, "id_a,id_b\nrec-2-org,rec-1-org\n").truth, [[0, 1]]);
  throws(() => readJudgedSet("k", records, "id_a,id_b\nrec-9-org,rec-1-org\n"), RangeError);
});

Deno.test("sets are found below a folder and named after it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (
      const [path, text] of [
        ["contacts-email/contacts.csv", "id,name\n1,a\n"],
        ["contacts-email/truth.csv", "id_a,id_b\n"],
        ["febrl-people/dataset3.csv", "rec_id,name\nrec-1-org,a\n"],
        ["febrl-people/dataset3_truth.csv", "id_a,id_b\n"],
        ["other/notes.txt", ""],
      ] as const
    ) {
      await Deno.mkdir(join(folder, path, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, path), text);
    }
    deepEqual([...findJudgedSets(folder)].map(({ key }) => key), ["contacts_email", "febrl3"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "the judged sets are matched as well as promised",
  ignore: sharedFolder === null,
}, async () => {
  const sets = [...findJudgedSets(join(sharedFolder!, "data/er"))];
  deepEqual(sets.map(({ key }) => key), ["contacts_email", "febrl1"]);
  const [contacts, febrl] = await Promise.all(sets.map(measure));
  ok(contacts!.f1 >= 0.95 && contacts!.precision >= 0.99, JSON.stringify(contacts));
  ok(febrl!.f1 >= 0.99, JSON.stringify(febrl));
  for (const { candidates, records, calibrationError } of [contacts!, febrl!]) {
    ok(candidates < records * 40 && calibrationError < 0.02);
  }
  equal(contacts!.truePairs, 2031);
});
