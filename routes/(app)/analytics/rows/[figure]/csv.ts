import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { type FigurePlace, type FigureRow, listFigureRows } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { everyRow, fileName, projectNames } from "../../../(_components)/decided/list.ts";
import { projectIn } from "../../../(_components)/narrow.ts";
import { askedRows } from "../../(_components)/asked_rows.ts";
import { valueHeader } from "../../(_components)/row_words.ts";

/** All rows behind a figure, as a file that names it. */
export const handler = define.handlers({
  GET({ state, url, params }) {
    const { t, request, now } = viewOf(state);
    const { figure, asked } = askedRows(state, url, params.figure);
    const names = projectNames(request);
    const { from, to } = asked;
    const name = fileName(figure, { project: projectIn(url, state)?.slug, from, to }, now);
    const header = [
      ...[t("drill.what"), t("drill.project"), t("drill.detail")],
      ...[valueHeader(figure, t) ?? t("drill.value"), t("drill.when"), "url", "id"],
    ];
    async function* portions() {
      const rows = everyRow<FigureRow, FigurePlace>(
        (page) => listFigureRows(state.services.sql, figure, asked, page),
        ({ rank, id }) => ({ rank, id }),
      );
      for await (const portion of rows) {
        yield portion.map((row) => [
          ...[row.title, names.get(row.project_id) ?? null, row.detail, row.value],
          ...[row.at?.toISOString() ?? null, row.url, row.id],
        ]);
      }
    }
    return csvReply(name, header, portions());
  },
});
