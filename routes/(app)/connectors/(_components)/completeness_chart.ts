import { buildTimeSeriesModel } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";
import type { CompletenessDay, ConnectorState } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { slots } from "../../(_components)/charts.ts";
import { connectorName } from "../../(_components)/sources.ts";

/** A chart has this many lines at most. */
const LINES = 5;

/** Completeness day by day, a line per connection; days without a comparison are gaps. */
export function completenessChart(
  connectors: readonly Pick<ConnectorState, "id" | "connector" | "name">[],
  trend: readonly CompletenessDay[],
  days: readonly string[],
  t: Translator,
): ChartModel {
  const known = new Map(trend.map((day) => [`${day.connection_id} ${day.day}`, day]));
  return buildTimeSeriesModel({
    id: "completeness",
    title: t("connectors.trend"),
    unit: "%",
    slots: slots(days.map((day) => ({ day })), t),
    series: connectors.slice(0, LINES).map(({ id, connector, name }) => ({
      key: id,
      name: name === null ? connectorName(connector) : `${connectorName(connector)} · ${name}`,
      values: days.map((day) => known.get(`${id} ${day}`)?.completeness_pct ?? null),
    })),
    formatValue: (value) => t.format.percent(value),
    formatTick: (value) => t.format.number(value),
  }, t);
}
