import { agreements } from "./agreements.ts";
import { analytics } from "./analytics.ts";
import { api } from "./api.ts";
import { auth } from "./auth.ts";
import { chart } from "./chart.ts";
import { common } from "./common.ts";
import { connect } from "./connect.ts";
import { connectors } from "./connectors.ts";
import { drafts } from "./drafts.ts";
import { continuity } from "./continuity.ts";
import { digests } from "./digests.ts";
import { errors } from "./errors.ts";
import { events } from "./events.ts";
import { failures } from "./failures.ts";
import { finance } from "./finance.ts";
import { identity } from "./identity.ts";
import { jobs } from "./jobs.ts";
import { messages } from "./messages.ts";
import { palette } from "./palette.ts";
import { portfolio } from "./portfolio.ts";
import { dashboard } from "./dashboard.ts";
import { decided } from "./decided.ts";
import { drill } from "./drill.ts";
import { risks } from "./risks.ts";
import { tower } from "./tower.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { signals } from "./signals.ts";
import { upsell } from "./upsell.ts";

/** English: the language the others are measured by. */
export const en = {
  agreements,
  analytics,
  api,
  auth,
  chart,
  common,
  connect,
  connectors,
  continuity,
  dashboard,
  decided,
  digests,
  drafts,
  drill,
  errors,
  events,
  failures,
  finance,
  identity,
  jobs,
  messages,
  palette,
  portfolio,
  risks,
  search,
  settings,
  shell,
  signals,
  tower,
  upsell,
};
