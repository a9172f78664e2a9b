import type { ComponentChildren } from "preact";
import { Icon } from "./icon/Icon.tsx";
import type { IconShape } from "./icon/shapes.ts";

/** Props of {@link Button}. */
export interface ButtonProps {
  children: ComponentChildren;
  /** `primary`: the page's one main action; `ghost`: quiet, in bars; `danger`: ends or deletes. */
  variant?: "primary" | "secondary" | "ghost" | "danger";
  size?: "normal" | "small" | "wide";
  icon?: IconShape;
  /** Puts the icon after the text. */
  iconEnd?: boolean;
  /** Shows the icon alone; the children stay as its spoken name and tooltip. */
  iconOnly?: boolean;
  /** Makes it a link that looks like a button. */
  href?: string;
  /** Opens `href` in a new tab, for pages of other products. */
  external?: boolean;
  type?: "submit" | "button";
  name?: string;
  value?: string;
  /** Sends the form to another address. */
  formAction?: string;
  disabled?: boolean;
  onClick?: () => void;
  testId?: string;
}

/** A button, or a link looking like one when `href` is given. Default type is `submit`. */
export function Button(props: ButtonProps) {
  const { variant = "secondary", size = "normal", icon, iconOnly = false, children } = props;
  const classes = ["button", `button-${variant}`];
  if (size !== "normal") classes.push(`button-${size}`);
  if (iconOnly) classes.push("button-icon");
  const content = (
    <>
      {icon !== undefined && !props.iconEnd && <Icon shape={icon} />}
      {iconOnly ? <span class="visually-hidden">{children}</span> : children}
      {icon !== undefined && props.iconEnd && <Icon shape={icon} />}
    </>
  );
  const title = iconOnly && typeof children === "string" ? children : undefined;
  if (props.href !== undefined) {
    const away = props.external ? { target: "_blank", rel: "noopener noreferrer" } : {};
    return (
      <a
        class={classes.join(" ")}
        href={props.href}
        title={title}
        data-testid={props.testId}
        {...away}
      >
        {content}
      </a>
    );
  }
  return (
    <button
      class={classes.join(" ")}
      type={props.type ?? "submit"}
      name={props.name}
      value={props.value}
      formAction={props.formAction}
      disabled={props.disabled}
      onClick={props.onClick}
      title={title}
      data-testid={props.testId}
    >
      {content}
    </button>
  );
}
