import type { Translator } from "@/lib/i18n/mod.ts";
import { Button } from "../Button.tsx";
import { refreshCw } from "../icon/shapes.ts";
import { Notice } from "./Notice.tsx";

/** Props of {@link PartialState}. */
export interface PartialStateProps {
  t: Translator;
  /** What failed, each as a sentence or a source's name. */
  failures: readonly string[];
  /** Where to try again; the page's own address as a rule. */
  retryHref: string;
}

/** Part of the page failed; the rest stands. */
export function PartialState({ t, failures, retryHref }: PartialStateProps) {
  return (
    <Notice
      tone="warn"
      title={t("errors.partialTitle")}
      action={
        <Button href={retryHref} size="small" icon={refreshCw}>
          {t("common.retry")}
        </Button>
      }
    >
      {failures.join(" · ")}
    </Notice>
  );
}
