import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { askedIn } from "./(_components)/asked.ts";
import { lookUp } from "./(_components)/look_up.ts";

const HEADER = [
  ...[
    "rank",
    "source",
    "project",
    "title",
    "author",
    "occurred_at",
    "text",
    "score",
    "quality",
    "url",
  ],
];

/** The evidence for a question as a CSV file, with the question and its filters in the name. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { request } = viewOf(state);
    const asked = askedIn(url, request);
    const result = await lookUp(state, asked);
    if (result === null) throw new HttpError(400);
    const narrowed = [
      ...asked.sources,
      ...[asked.person, asked.from, asked.to].filter((value) => value !== ""),
      ...(asked.project === undefined ? [] : [asked.project.slice(0, 8)]),
    ];
    const name = ["evidence", asked.query.slice(0, 60), ...narrowed].join("-");
    async function* portions() {
      yield await Promise.resolve(result!.hits.map((hit) => [
        ...[hit.rank, hit.source, hit.project, hit.title, hit.author, hit.occurred_at, hit.text],
        ...[hit.score, result!.quality, hit.url],
      ]));
    }
    return csvReply(name, HEADER, portions());
  },
});
