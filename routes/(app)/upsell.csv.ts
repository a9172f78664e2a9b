import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import {
  type DealFacts,
  listUpsell,
  type UpsellItem,
  type UpsellPlace,
} from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { everyRow, fileName, projectNames } from "./(_components)/decided/list.ts";
import { filtersIn, upsellFilter } from "./upsell/(_components)/filters.ts";
import { chanceText } from "./upsell/(_components)/words.ts";

/** All chances that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const { offset: _, ...filters } = filtersIn(url);
    const filter = upsellFilter({ ...filters, offset: 0 }, scope.projectIds);
    const names = projectNames(request);
    const header = [
      ...[t("upsell.what"), t("upsell.score"), t("upsell.value"), "currency", t("decided.kind")],
      ...[t("decided.project"), t("decided.when"), t("decided.status"), t("upsell.nextStep"), "id"],
    ];
    const line = (item: UpsellItem) => [
      chanceText(item, t),
      item.score,
      item.value,
      item.currency,
      t(`upsell.kind_${item.kind}`),
      names.get(item.project_id) ?? null,
      item.occurred_at.toISOString(),
      t(`upsell.status_${item.status}`),
      item.kind === "deal" ? (item.facts as DealFacts).next_step : null,
      item.id,
    ];
    async function* portions() {
      const rows = everyRow<UpsellItem, UpsellPlace>(
        (page) => listUpsell(state.services.sql, scope.accountScopeId, filter, page),
        ({ score, id }) => ({ score, id }),
      );
      for await (const items of rows) yield items.map(line);
    }
    return csvReply(fileName("upsell", filters, now), header, portions());
  },
});
