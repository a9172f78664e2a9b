import { describe, FieldFrame, type FieldProps } from "./FormField.tsx";

/** One choice of a select. */
export interface SelectOption {
  value: string;
  label: string;
}

/** Props of {@link SelectField}. */
export interface SelectFieldProps extends FieldProps {
  options: readonly SelectOption[];
  value?: string;
}

/** A native select: works without JavaScript and with every assistive technology. */
export function SelectField(props: SelectFieldProps) {
  return (
    <FieldFrame {...props}>
      <select class="input" {...describe(props)}>
        {props.options.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>{label}</option>
        ))}
      </select>
    </FieldFrame>
  );
}
