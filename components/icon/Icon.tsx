import { createElement } from "preact";
import type { IconShape } from "./shapes.ts";

/** Props of {@link Icon}. */
export interface IconProps {
  shape: IconShape;
  /** Spoken name; without it the icon is decoration and hidden from assistive technology. */
  label?: string;
  class?: string;
}

/** A 16 px line icon in the text's colour. */
export function Icon({ shape, label, class: extra }: IconProps) {
  const naming = label === undefined
    ? { "aria-hidden": "true" as const }
    : { role: "img" as const, "aria-label": label };
  return (
    <svg class={extra === undefined ? "icon" : `icon ${extra}`} viewBox="0 0 24 24" {...naming}>
      {shape.map(([tag, attributes], index) =>
        createElement(tag, { key: index, ...attributes })
      )}
    </svg>
  );
}
