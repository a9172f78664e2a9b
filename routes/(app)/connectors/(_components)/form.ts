import { z } from "zod";
import { ApiError } from "@/lib/platform/mod.ts";

/**
 * The fields of a posted form, checked.
 *
 * @throws {ApiError} 400 `validation_error` naming the fields
 */
export async function readForm<T>(req: Request, shape: z.ZodType<T>): Promise<T> {
  const form = await req.formData();
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  const parsed = shape.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new ApiError(400, "validation_error", "The form is not complete.", {
    details: parsed.error.issues.map(({ path, message, code }) => ({
      path: path.join("."),
      message,
      code: code ?? "invalid",
    })),
  });
}

/** Back to the connectors page, saying what was done. */
export function back(done?: string): Response {
  const location = done === undefined ? "/connectors" : `/connectors?done=${done}`;
  return new Response(null, { status: 303, headers: { location } });
}
