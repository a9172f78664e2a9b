import type { ComponentChildren } from "preact";

/** Props of {@link Hero}. */
export interface HeroProps {
  /** Names the group of tiles for assistive technology. */
  label: string;
  /** Three to six tiles. */
  children: ComponentChildren;
}

/** The row of tiles a page opens with. */
export function Hero({ label, children }: HeroProps) {
  return <section class="hero" aria-label={label} data-testid="ct-hero">{children}</section>;
}
