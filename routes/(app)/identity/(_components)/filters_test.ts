import { deepEqual, equal } from "node:assert/strict";
import { filtersIn, isNarrowed, suggestionFilter } from "./filters.ts";
import { backTo, plainAddress } from "./outcome.ts";

const at = (query: string) => new URL(`http://this.site/identity${query}`);

Deno.test("what cannot be chosen counts as not chosen", () => {
  const nothing = {
    state: "open",
    kind: undefined,
    source: undefined,
    least: undefined,
    suggestion: undefined,
    offset: 0,
  };
  deepEqual(filtersIn(at("")), nothing);
  deepEqual(
    filtersIn(at("?state=x&kind=y&source=fax&least=100&suggestion=1&offset=-1")),
    nothing,
  );
  equal(isNarrowed(filtersIn(at("?state=applied&offset=20"))), false);
});

Deno.test("the filters of an address narrow the list", () => {
  const filters = filtersIn(at("?state=dismissed&kind=company&source=attio&least=95&offset=40"));
  equal(isNarrowed(filters), true);
  deepEqual(suggestionFilter(filters), {
    status: "dismissed",
    link: "same",
    kind: "company",
    source: "attio",
    least: 0.95,
  });
  deepEqual(suggestionFilter(filtersIn(at("?kind=deal_of"))), {
    status: "open",
    link: "deal_of",
    source: undefined,
    least: undefined,
  });
});

Deno.test("one suggestion is shown whatever was decided, and whatever else is chosen", () => {
  const id = "11111111-1111-4111-8111-111111111111";
  deepEqual(suggestionFilter(filtersIn(at(`?suggestion=${id}&state=open&kind=person`))), {
    status: "any",
    id,
  });
});

Deno.test("a finished action leads back to the list as it was filtered, on this site only", () => {
  const location = (address: string) =>
    backTo(address, { done: "applied", change: "7" }).headers.get("location");
  equal(
    location("/identity?kind=person&done=undone&change=3&batch=1&offset=20"),
    "/identity?kind=person&offset=20&done=applied&change=7",
  );
  equal(location("https://evil.example/"), "/?done=applied&change=7");
  equal(location("//evil.example/"), "/?done=applied&change=7");
  equal(plainAddress(at("?done=applied&change=7")), "/identity");
});
