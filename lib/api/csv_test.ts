import { equal } from "node:assert/strict";
import { csvLine, csvReply } from "./mod.ts";

Deno.test("cells are quoted where they must be", () => {
  equal(csvLine(["a", "b c", 1.5, null, ""]), "a,b c,1.5,,\r\n");
  equal(csvLine(['say "hi"', "a,b", "two\nlines"]), '"say ""hi""","a,b","two\nlines"\r\n');
});

Deno.test("what a spreadsheet would run is text", () => {
  equal(csvLine(["=1+1", "+49 30", "-5", "@x"]), "'=1+1,'+49 30,'-5,'@x\r\n");
  equal(
    csvLine(['=HYPERLINK("http://evil.example")']),
    `"'=HYPERLINK(""http://evil.example"")"\r\n`,
  );
  equal(csvLine([-5]), "-5\r\n", "a number is no formula");
});

Deno.test("a file is sent portion by portion, with a safe name and the UTF-8 mark", async () => {
  async function* portions() {
    yield [["Ада", 1]] as const;
    await Promise.resolve();
    yield [["b", null]] as const;
  }
  const reply = csvReply('events_kind=x";\r\nevil', ["name", "count"], portions());
  equal(reply.headers.get("content-type"), "text/csv; charset=utf-8");
  equal(
    reply.headers.get("content-disposition"),
    'attachment; filename="events_kind=x-evil.csv"',
  );
  const bytes = new Uint8Array(await reply.arrayBuffer());
  equal(bytes.slice(0, 3).join(), "239,187,191");
  equal(new TextDecoder().decode(bytes), "name,count\r\nАда,1\r\nb,\r\n");
});
