import type { ComponentChildren } from "preact";
import { Icon } from "../icon/Icon.tsx";
import { circleAlert } from "../icon/shapes.ts";

/** What every form field takes. */
export interface FieldProps {
  /** Form name; also the element's id unless `id` is given. */
  name: string;
  label: string;
  id?: string;
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean;
  hint?: string;
  /** What is wrong with the value; shown and announced with the field. */
  error?: string;
  required?: boolean;
  disabled?: boolean;
  testId?: string;
}

/** Attributes that tie an input to its label, hint and error. */
export function describe(props: FieldProps) {
  const id = props.id ?? props.name;
  const described = [
    props.hint === undefined ? null : `${id}-hint`,
    props.error === undefined ? null : `${id}-error`,
  ].filter((part) => part !== null).join(" ");
  return {
    id,
    name: props.name,
    required: props.required,
    disabled: props.disabled,
    "aria-invalid": props.error === undefined ? undefined : "true" as const,
    "aria-describedby": described === "" ? undefined : described,
    "data-testid": props.testId,
  };
}

/** The frame of a field: label, the control, hint and error. */
export function FieldFrame(props: FieldProps & { children: ComponentChildren }) {
  const id = props.id ?? props.name;
  return (
    <div class="field">
      <label class={props.hideLabel ? "visually-hidden" : "field-label"} for={id}>
        {props.label}
      </label>
      {props.children}
      {props.hint !== undefined && <p class="field-hint" id={`${id}-hint`}>{props.hint}</p>}
      {props.error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <Icon shape={circleAlert} />
          {props.error}
        </p>
      )}
    </div>
  );
}

/** Props of {@link FormField}. */
export interface FormFieldProps extends FieldProps {
  type?: "text" | "password" | "search" | "email" | "url" | "number" | "date" | "time";
  value?: string;
  placeholder?: string;
  autocomplete?: string;
  autofocus?: boolean;
  maxLength?: number;
}

/** A one-line text field. */
export function FormField(props: FormFieldProps) {
  return (
    <FieldFrame {...props}>
      <input
        class="input"
        type={props.type ?? "text"}
        value={props.value}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete}
        autofocus={props.autofocus}
        maxLength={props.maxLength}
        {...describe(props)}
      />
    </FieldFrame>
  );
}
