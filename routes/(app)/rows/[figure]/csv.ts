import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { type DrillPlace, listDrillRows } from "@/lib/portfolio/mod.ts";
import { viewOf } from "@/view.ts";
import { projectIn } from "../../(_components)/narrow.ts";
import { askedRows } from "../(_components)/asked.ts";
import { rowTitle } from "../(_components)/words.ts";

/** Rows that are read at once. */
const PORTION = 1000;

/** All rows behind a figure, as a file that names it. */
export const handler = define.handlers({
  GET({ state, url, params }) {
    const { t, request, now } = viewOf(state);
    const { figure, scope, period } = askedRows(state, url, params.figure);
    const names = new Map(request.projects.map(({ id, name }) => [id, name]));
    const project = projectIn(url, state);
    const name = [
      figure,
      ...(project === undefined ? [] : [`project=${project.slug}`]),
      ...(["from", "to"] as const).flatMap((side) =>
        period[side] === undefined ? [] : [`${side}=${period[side]}`]
      ),
      new Date(now).toISOString().slice(0, 10),
    ].join("_");
    const header = [
      ...[t("drill.what"), t("drill.project"), t("drill.detail"), t("drill.value")],
      ...[t("drill.when"), "url", "id"],
    ];
    async function* portions() {
      let after: DrillPlace | undefined;
      for (;;) {
        const rows = await listDrillRows(state.services.sql, scope, figure, period, {
          limit: PORTION,
          after,
        });
        yield rows.map((row) => [
          rowTitle(figure, row, t),
          row.project_id === null ? null : names.get(row.project_id) ?? null,
          row.detail,
          row.value,
          row.at?.toISOString() ?? null,
          row.url,
          row.id,
        ]);
        if (rows.length < PORTION) return;
        after = { rank: rows.at(-1)!.rank, id: rows.at(-1)!.id };
      }
    }
    return csvReply(name, header, portions());
  },
});
