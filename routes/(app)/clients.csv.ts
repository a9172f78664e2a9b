import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import type { ClientRow } from "@/lib/portfolio/mod.ts";
import { viewOf } from "@/view.ts";
import { clientsIn, clientViewIn } from "./(_components)/client_list.ts";
import { daysIn } from "./(_components)/query.ts";

/** Columns of the file: a client's figures by their names in the API. */
const COLUMNS = [
  ...["name", "health", "trust", "client_value", "discount_ceiling", "messages_7d"],
  ...["open_conversations", "open_issues", "overdue_issues", "blocked_issues", "open_signals"],
  ...["open_risks", "risk_severity", "open_deals", "expected_revenue", "upsell_score"],
  ...["completeness_pct", "last_activity_at", "synced_at", "project_id"],
] as (keyof ClientRow)[];

/** The clients that the page's filters leave, in its order, as a file that names them. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request, now } = viewOf(state);
    const view = clientViewIn(url);
    const overview = await state.services.portfolio.overview(scope, {
      days: daysIn(url),
      timeZone: request.timeZone,
    });
    const name = [
      "clients",
      ...(view.find === undefined ? [] : [`find=${view.find}`]),
      ...(view.show === "all" ? [] : [`show=${view.show}`]),
      ...(view.sort === undefined ? [] : [`sort=${view.sort}`]),
      new Date(now).toISOString().slice(0, 10),
    ].join("_");
    const header = COLUMNS.map((column) =>
      column === "expected_revenue" ? `expected_revenue_${overview.currency}` : column
    );
    async function* portions() {
      yield await Promise.resolve(
        clientsIn(overview.clients, view).map((client) =>
          COLUMNS.map((column) => client[column] as string | number | null)
        ),
      );
    }
    return csvReply(name, header, portions());
  },
});
