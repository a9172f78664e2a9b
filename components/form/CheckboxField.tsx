import type { FieldProps } from "./FormField.tsx";

/** Props of {@link CheckboxField}. */
export interface CheckboxFieldProps extends FieldProps {
  checked?: boolean;
  /** What is sent when checked; `on` unless given. */
  value?: string;
}

/** A checkbox with its label beside it. */
export function CheckboxField(props: CheckboxFieldProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        id={props.id}
        name={props.name}
        value={props.value}
        checked={props.checked}
        disabled={props.disabled}
        data-testid={props.testId}
      />
      {props.label}
    </label>
  );
}
