type Json = Record<string, unknown>;

/** Values that texts of a format may have. */
const formats: Record<string, string> = {
  uuid: "00000000-0000-4000-8000-000000000000",
  "date-time": "2026-01-01T00:00:00Z",
  date: "2026-01-01",
  uri: "https://example.com",
  email: "ada@client.example",
};

/** An example of what a JSON Schema describes: its required parts, with the simplest values. */
export function exampleOf(schema: Json): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const choice of ["anyOf", "oneOf"]) {
    const [first] = (schema[choice] ?? []) as Json[];
    if (first !== undefined) return exampleOf(first);
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return objectExample(schema);
    case "array":
      return [exampleOf((schema.items ?? {}) as Json)];
    case "string":
      return formats[String(schema.format)] ?? "text";
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return true;
    default:
      return null;
  }
}

/** The required properties; where none is required, the first one, since nothing changes nothing. */
function objectExample(schema: Json): Json {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const required = (schema.required ?? []) as string[];
  const shown = required.length > 0
    ? properties.filter(([name]) => required.includes(name))
    : properties.slice(0, 1);
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property)]));
}

/** What a value has to be, in a few words. */
export function typeOf(schema: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(" | ");
  for (const choice of ["anyOf", "oneOf"]) {
    if (Array.isArray(schema[choice])) return (schema[choice] as Json[]).map(typeOf).join(" | ");
  }
  const type = schema.format ??
    (Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type);
  const bounds = [schema.minimum ?? schema.minLength, schema.maximum ?? schema.maxLength];
  return bounds.every((bound) => bound === undefined)
    ? String(type ?? "any")
    : `${type} ${bounds.map((bound) => bound ?? "").join("…")}`;
}
