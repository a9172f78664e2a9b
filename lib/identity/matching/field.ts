/** What the values of a field are. */
export type FieldKind =
  | "full_name"
  | "given_name"
  | "surname"
  | "email"
  | "phone"
  | "date"
  | "place"
  | "text"
  | "number"
  | "code"
  | "category"
  | "company"
  | "domain"
  | "shared";

/** A field of the records to be matched. `shared`: things several people have together, by their id. */
export interface Field {
  name: string;
  kind: FieldKind;
}
