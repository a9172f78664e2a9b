import type { ComponentChildren } from "preact";
import { Icon } from "./icon/Icon.tsx";
import { circleAlert, circleCheck, type IconShape, triangleAlert } from "./icon/shapes.ts";

/** What a badge means; the colour is never its only carrier. */
export type Tone = "neutral" | "good" | "warn" | "bad" | "accent";

const icons: Partial<Record<Tone, IconShape>> = {
  good: circleCheck,
  warn: triangleAlert,
  bad: circleAlert,
};

/** Props of {@link Badge}. */
export interface BadgeProps {
  tone?: Tone;
  /** Replaces the tone's own icon; `null` shows none. */
  icon?: IconShape | null;
  children: ComponentChildren;
}

/** A short status or count in a pill. */
export function Badge({ tone = "neutral", icon = icons[tone] ?? null, children }: BadgeProps) {
  return (
    <span class={`badge badge-${tone}`}>
      {icon !== null && <Icon shape={icon} />}
      {children}
    </span>
  );
}
