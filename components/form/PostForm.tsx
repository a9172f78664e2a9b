import type { ComponentChildren } from "preact";

/** Props of {@link PostForm}. */
export interface PostFormProps {
  /** Address the form is posted to; the page's own address when left out. */
  action?: string;
  /** The session's CSRF token, sent as the hidden field `csrf_token`. */
  csrfToken: string;
  /** Further hidden fields. */
  hidden?: Readonly<Record<string, string>>;
  /** `row` lays the fields out beside each other, `stack` below each other. */
  layout?: "row" | "stack" | "plain";
  label?: string;
  children: ComponentChildren;
}

const classes = { row: "form-row", stack: "stack", plain: undefined };

/** A form that changes something: posts with the session's CSRF token. */
export function PostForm(props: PostFormProps) {
  return (
    <form
      method="post"
      action={props.action}
      class={classes[props.layout ?? "plain"]}
      aria-label={props.label}
    >
      <input type="hidden" name="csrf_token" value={props.csrfToken} />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}
