import type { Translator } from "@/lib/i18n/mod.ts";
import { Button } from "./Button.tsx";
import { chevronLeft, chevronRight } from "./icon/shapes.ts";

/** Props of {@link Pager}. */
export interface PagerProps {
  t: Translator;
  /** Names the navigation: what is paged. */
  label: string;
  /** Address of the newer page; `null` on the first. */
  newerHref: string | null;
  /** Address of the older page; `null` on the last. */
  olderHref: string | null;
  /** What is shown: `1–50 of 2,503`. */
  position?: string;
}

/** Pages of a list by cursor, newest first. */
export function Pager({ t, label, newerHref, olderHref, position }: PagerProps) {
  if (newerHref === null && olderHref === null && position === undefined) return null;
  return (
    <nav class="pager" aria-label={label}>
      {position !== undefined && <span class="meta figure">{position}</span>}
      <span class="pager-links">
        {newerHref !== null && (
          <Button href={newerHref} size="small" icon={chevronLeft}>{t("common.newer")}</Button>
        )}
        {olderHref !== null && (
          <Button href={olderHref} size="small" icon={chevronRight} iconEnd>
            {t("common.older")}
          </Button>
        )}
      </span>
    </nav>
  );
}
