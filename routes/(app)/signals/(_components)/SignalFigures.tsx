import { Panel } from "@/components/Panel.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Signal } from "@/lib/insights/mod.ts";

/** Props of {@link SignalFigures}. */
export interface SignalFiguresProps {
  t: Translator;
  signal: Signal;
  project: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What is known of a signal beside its sentence. */
export function SignalFigures({ t, signal, project, now }: SignalFiguresProps) {
  const { severity, confidence, facts, occurred_at, raised_at } = signal;
  const figures: [string, string][] = [
    [t("signals.project"), project],
    [t("signals.severity"), t("signals.severityOf", { severity })],
    [
      t("signals.evidence"),
      [
        t("signals.rows", { count: facts.count }),
        t("signals.confidence", { percent: t.format.percent(confidence * 100, 0) }),
      ].join(", "),
    ],
    [t("signals.when"), t.format.dateTime(occurred_at)],
    [t("signals.since"), t.format.relative(raised_at, now)],
    ...(facts.owner == null ? [] : [[t("signals.owner"), facts.owner] as [string, string]]),
  ];
  return (
    <Panel title={t("signals.figures")}>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
