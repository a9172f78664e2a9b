import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { clock } from "../icon/shapes.ts";
import { Notice } from "./Notice.tsx";

/** Props of {@link StaleState}. */
export interface StaleStateProps {
  t: Translator;
  /** Why, and since when. */
  reason: string;
  action?: ComponentChildren;
}

/** The figures below are older than they should be. */
export function StaleState({ t, reason, action }: StaleStateProps) {
  return (
    <Notice tone="warn" icon={clock} title={t("errors.staleTitle")} action={action}>
      {reason}
    </Notice>
  );
}
