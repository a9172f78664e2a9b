import { Button } from "@/components/Button.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ControlTower } from "@/lib/portfolio/mod.ts";
import { actionText, reasonText } from "./reasons.ts";
import { noon } from "./slots.ts";

/** Props of {@link NextThing}. */
export interface NextThingProps {
  t: Translator;
  tower: ControlTower;
  /** Epoch milliseconds. */
  now: number;
}

/** The one thing to do next about a client, with why. */
export function NextThing({ t, tower, now }: NextThingProps) {
  const [action] = tower.actions;
  const { client } = tower;
  if (client.synced_at === null && tower.threads.length === 0) {
    return (
      <Notice
        title={t("tower.newProject")}
        action={
          <Button href="/connectors#bindings" variant="primary" testId="primary-cta">
            {t("tower.bindSource")}
          </Button>
        }
      >
        {t("tower.newProjectWhy")}
      </Notice>
    );
  }
  if (action === undefined) {
    return <Notice tone="good" title={t("tower.nothingNext")}>{t("tower.nothingNextWhy")}</Notice>;
  }
  const signal = tower.signals.find(({ id }) => id === action.signal_id);
  const day = noon(action.due_on, t);
  const parts = [
    ...(signal === undefined ? [] : [reasonText(signal, t, now)]),
    ...(action.owner === null ? [] : [action.owner]),
    t("tower.dueOn", { day: t.format.day(day, now) }),
  ];
  return (
    <Notice
      tone={action.priority >= 4 ? "warn" : "info"}
      title={`${t("tower.primary")}: ${actionText(action, t)}`}
      action={
        <Button href={`/signals/${action.signal_id}`} variant="primary" testId="primary-cta">
          {t("tower.openSignal")}
        </Button>
      }
    >
      {parts.join(" · ")}
    </Notice>
  );
}
