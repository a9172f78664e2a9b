import { Panel } from "@/components/Panel.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { DealFacts, UpsellItem, WordFacts } from "@/lib/insights/mod.ts";
import { sizeText, worthText } from "./words.ts";

/** Props of {@link FactsPanel}. */
export interface FactsPanelProps {
  t: Translator;
  item: UpsellItem;
  /** Name of its project. */
  project: string;
  /** Epoch milliseconds. */
  now: number;
}

function dealFacts(item: UpsellItem, t: Translator, now: number): [string, string][] {
  const { next_step, stage_since, ...facts } = item.facts as DealFacts;
  const worth = worthText(item, t);
  return [
    ...worth === null ? [] : [[t("upsell.value"), worth] as [string, string]],
    [t("upsell.size"), sizeText(facts, t)],
    ...stage_since === null
      ? []
      : [[t("upsell.since"), t.format.day(stage_since, now)] as [string, string]],
    [t("upsell.nextStep"), next_step ?? t("upsell.noNextStep")],
  ];
}

/** What is known of a chance. */
export function FactsPanel({ t, item, project, now }: FactsPanelProps) {
  const figures: [string, string][] = [
    [t("decided.project"), project],
    ...item.kind === "deal" ? dealFacts(item, t, now) : [[
      t("decided.behind"),
      t("upsell.messages", { count: (item.facts as WordFacts).messages }),
    ] as [string, string]],
    [
      t("upsell.score"),
      [
        t("upsell.scoreOf", { score: item.score }),
        t("upsell.confidence", { percent: t.format.percent(item.confidence * 100, 0) }),
      ].join(", "),
    ],
    [t("decided.when"), t.format.dateTime(item.occurred_at)],
  ];
  return (
    <Panel title={t("upsell.facts")}>
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
