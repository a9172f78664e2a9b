import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link Figure}. */
export interface FigureProps {
  t: Translator;
  label: string;
  /** Null: there is nothing to count from. */
  value: string | null;
}

/** A figure without rows of its own to open. */
export function Figure({ t, label, value }: FigureProps) {
  return (
    <div class="tile">
      <span class="tile-label">{label}</span>
      <span class="tile-figure">
        {value === null
          ? <span class="tile-gap">{t("common.noData")}</span>
          : <span class="tile-value">{value}</span>}
      </span>
    </div>
  );
}
