import type { ComponentChildren } from "preact";
import { Icon } from "../icon/Icon.tsx";
import { type IconShape, inbox } from "../icon/shapes.ts";

/** Props of {@link EmptyState}. */
export interface EmptyStateProps {
  title: string;
  /** Why there is nothing. */
  why?: string;
  /** Two or three things to do, in order. */
  steps?: readonly string[];
  /** The button that does the first of them. */
  action?: ComponentChildren;
  icon?: IconShape;
}

/** Nothing to show: what is missing, why, and what to do. */
export function EmptyState({ title, why, steps, action, icon = inbox }: EmptyStateProps) {
  return (
    <div class="state">
      <Icon shape={icon} class="state-icon" />
      <p class="state-title">{title}</p>
      {why !== undefined && <p class="state-text">{why}</p>}
      {steps !== undefined && steps.length > 0 && (
        <ol class="state-steps">{steps.map((step) => <li key={step}>{step}</li>)}</ol>
      )}
      {action}
    </div>
  );
}
