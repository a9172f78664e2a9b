import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Button } from "./Button.tsx";
import { funnel } from "./icon/shapes.ts";

/** Props of {@link FilterForm}. */
export interface FilterFormProps {
  t: Translator;
  /** Names the form: what is filtered. */
  label: string;
  /** The page without filters; shown as a link while any filter is set. */
  clearHref?: string;
  /** View state to keep that has no field here, such as the sort order. */
  keep?: Readonly<Record<string, string>>;
  /** Form fields. */
  children: ComponentChildren;
}

/** Filters of a list as a GET form, so that they live in the URL. */
export function FilterForm({ t, label, clearHref, keep = {}, children }: FilterFormProps) {
  return (
    <form class="form-row" method="get" role="search" aria-label={label}>
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Button icon={funnel}>{t("common.apply")}</Button>
      {clearHref !== undefined && (
        <Button href={clearHref} variant="ghost">{t("common.clear")}</Button>
      )}
    </form>
  );
}
