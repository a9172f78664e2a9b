import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";

const refusal = z.looseObject({ error: z.string() });

/**
 * What a refusal says in words where its status, 401, says too little: the token is right, but not
 * for this account, or not for this row. Undefined: nothing of the kind.
 */
export function statedError(body: unknown): VendorError | undefined {
  const read = refusal.safeParse(body);
  if (!read.success) return undefined;
  const { error } = read.data;
  if (/not authorized to access this account/i.test(error)) {
    return new VendorError(
      "config",
      "wrong_account",
      "The token does not belong to this Chatwoot account",
      {
        status: 401,
        fix:
          "Check the account's number, which stands in Chatwoot's address: /app/accounts/NUMBER/, or use a token of one of its users.",
      },
    );
  }
  if (/not authorized to do this action/i.test(error)) {
    return new VendorError("permanent", "hidden", "The token may not see this at Chatwoot", {
      status: 401,
      fix: "Use an administrator's token.",
    });
  }
  return undefined;
}

/** Whether a read failed because the token may not see the row, which says nothing of the row itself. */
export function isHidden(error: unknown): boolean {
  return error instanceof VendorError && error.code === "hidden";
}
