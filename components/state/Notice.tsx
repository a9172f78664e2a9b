import type { ComponentChildren } from "preact";
import { Icon } from "../icon/Icon.tsx";
import { circleAlert, circleCheck, type IconShape, info, triangleAlert } from "../icon/shapes.ts";

const icons: Record<NoticeTone, IconShape> = {
  info,
  good: circleCheck,
  warn: triangleAlert,
  bad: circleAlert,
};

/** What a notice is about: a fact, a success, something out of date or partial, a failure. */
export type NoticeTone = "info" | "good" | "warn" | "bad";

/** Props of {@link Notice}. */
export interface NoticeProps {
  tone?: NoticeTone;
  title: string;
  /** What it means and what still works. */
  children?: ComponentChildren;
  /** Replaces the tone's own icon. */
  icon?: IconShape;
  /** Button or link that helps. */
  action?: ComponentChildren;
  testId?: string;
}

/** One line above the content it is about: partial and stale data, results of an action. */
export function Notice({ tone = "info", title, children, icon, action, testId }: NoticeProps) {
  return (
    <div
      class={`notice notice-${tone}`}
      role={tone === "bad" ? "alert" : "status"}
      data-testid={testId}
    >
      <Icon shape={icon ?? icons[tone]} />
      <div class="notice-text">
        <strong>{title}</strong>
        {children !== undefined && <span>{children}</span>}
      </div>
      {action}
    </div>
  );
}
