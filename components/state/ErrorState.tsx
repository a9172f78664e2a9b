import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { circleX, refreshCw } from "../icon/shapes.ts";

/** Props of {@link ErrorState}. */
export interface ErrorStateProps {
  t: Translator;
  title: string;
  text: string;
  /** Shown so that the failure can be found in the log. */
  requestId?: string;
  /** Where to try again. */
  retryHref?: string;
  action?: ComponentChildren;
  /** Heading level of the title: 1 where the state is the whole page. */
  level?: 1 | 2;
}

/** A page or section that could not be shown. */
export function ErrorState(props: ErrorStateProps) {
  const { t, title } = props;
  return (
    <div class="state">
      <Icon shape={circleX} class="state-icon state-icon-bad" />
      {props.level === 1
        ? <h1 class="state-title">{title}</h1>
        : <h2 class="state-title">{title}</h2>}
      <p class="state-text">{props.text}</p>
      <div class="cluster">
        {props.retryHref !== undefined && (
          <Button href={props.retryHref} variant="primary" icon={refreshCw}>
            {t("common.retry")}
          </Button>
        )}
        {props.action}
      </div>
      {props.requestId !== undefined && (
        <p class="meta">
          <code>{t("common.requestId", { id: props.requestId })}</code>
        </p>
      )}
    </div>
  );
}
