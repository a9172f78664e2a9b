import { describe, FieldFrame, type FieldProps } from "./FormField.tsx";

/** Props of {@link TextAreaField}. */
export interface TextAreaFieldProps extends FieldProps {
  value?: string;
  rows?: number;
  maxLength?: number;
}

/** A text field of several lines. */
export function TextAreaField(props: TextAreaFieldProps) {
  return (
    <FieldFrame {...props}>
      <textarea
        class="input"
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        value={props.value}
        {...describe(props)}
      />
    </FieldFrame>
  );
}
