import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { streamNames } from "@/components/sync/words.ts";
import type { ConnectorState, IdChange, ReconciliationDiff } from "@/lib/connectors/mod.ts";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import { connectorName } from "../../(_components)/sources.ts";

/** Props of {@link DiffPanel}. */
export interface DiffPanelProps {
  t: Translator;
  connector: ConnectorState;
  diff: ReconciliationDiff;
  /** Epoch milliseconds. */
  now: number;
}

const kinds: [keyof Omit<IdChange, "stream">, PlainKey][] = [
  ["newly_missing", "connectors.newlyMissing"],
  ["no_longer_missing", "connectors.noLongerMissing"],
  ["newly_extra", "connectors.newlyExtra"],
  ["no_longer_extra", "connectors.noLongerExtra"],
];

/** What changed since the comparison before: completeness, totals, and the ids behind it. */
export function DiffPanel({ t, connector, diff, now }: DiffPanelProps) {
  const { current, previous, completeness_delta, total_delta, missing_delta } = diff;
  const streams = streamNames(t);
  const delta = (value: number, text: string) => value === 0 ? "" : ` (${text})`;
  const facts: [string, string][] = [
    [
      t("portfolio.completeness"),
      t.format.percent(current.completeness_pct) +
      delta(completeness_delta, t.format.signed(completeness_delta)),
    ],
    [
      t("connectors.atSource"),
      t.format.number(current.total) + delta(total_delta, t.format.signed(total_delta)),
    ],
    [
      t("connectors.missing"),
      t.format.number(current.missing) + delta(missing_delta, t.format.signed(missing_delta)),
    ],
  ];
  return (
    <Panel
      title={`${connectorName(connector.connector)} · ${
        connector.name ?? t("connectors.account", { id: connector.external_account_id })
      }`}
      meta={t("connectors.reconciledAt", { time: t.format.relative(current.at, now) })}
    >
      <div class="stack" data-testid="reconciliation-diff">
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="figure">{value}</dd>
            </div>
          ))}
        </dl>
        <MissingIds t={t} current={current} />
        <h3>{t("connectors.sinceBefore")}</h3>
        {previous === null
          ? <p class="meta">{t("connectors.noneBefore")}</p>
          : diff.streams.length === 0
          ? <p class="meta">{t("connectors.noIdChanged")}</p>
          : (
            <ul class="plain-list">
              {diff.streams.flatMap((change) =>
                kinds.filter(([kind]) => change[kind].length > 0).map(([kind, label]) => (
                  <li key={`${change.stream} ${kind}`}>
                    {`${streams[change.stream] ?? change.stream}: ${t(label)} `}
                    <Ids ids={change[kind]} />
                  </li>
                ))
              )}
            </ul>
          )}
      </div>
    </Panel>
  );
}

/** Rows of the source that are not here, by id as far as they are known. */
function MissingIds({ t, current }: { t: Translator; current: ReconciliationDiff["current"] }) {
  const streams = streamNames(t);
  const lacking = Object.entries(current.streams).filter(([, stream]) => stream.missing > 0);
  if (lacking.length === 0) {
    return (
      <p>
        <Badge tone="good">{t("connectors.nothingMissing")}</Badge>
      </p>
    );
  }
  return (
    <ul class="plain-list">
      {lacking.map(([stream, { missing, missing_ids }]) => (
        <li key={stream}>
          {`${streams[stream] ?? stream}: ${t("connectors.missing")} ${t.format.number(missing)} `}
          <Ids ids={missing_ids} />
        </li>
      ))}
    </ul>
  );
}

function Ids({ ids }: { ids: readonly string[] }) {
  return <code class="ids">{ids.join(", ")}</code>;
}
