import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { SignalDecision } from "@/lib/insights/mod.ts";

/** What was decided about a signal and its actions, newest first. */
export function HistoryPanel(
  { t, decisions }: { t: Translator; decisions: readonly SignalDecision[] },
) {
  return (
    <Panel title={t("signals.history")} flush>
      <Table
        caption={t("signals.history")}
        rows={decisions}
        rowKey={({ at, entity, did }) => `${at.toISOString()} ${entity} ${did}`}
        testId="history"
        empty={<EmptyState title={t("signals.historyNone")} />}
        columns={[
          { key: "when", header: t("signals.when"), cell: ({ at }) => t.format.dateTime(at) },
          {
            key: "what",
            header: t("signals.what"),
            grow: true,
            cell: ({ did, entity, reason }) =>
              [
                entity === "signal" ? t("signals.thisSignal") : t("signals.next"),
                t(`signals.did_${did}`),
                reason,
              ].filter((text) => text !== null).join(" · "),
          },
          { key: "who", header: t("signals.who"), cell: ({ actor }) => actor },
        ]}
      />
    </Panel>
  );
}
