import { VendorError } from "../../platform/mod.ts";

/** How personal keys begin; webhook secrets begin otherwise. */
const KEY_PREFIX = "lin_api_";
const WEBHOOK_SECRET_PREFIX = "lin_wh_";

const HOW_TO_GET_A_KEY =
  "Create a personal API key in Linear (Settings → Security & access → Personal API keys), of a user who sees all teams, and use it as the token.";

/** The `Authorization` header for a token: personal keys stand alone, OAuth tokens after `Bearer`. */
export function authorizationOf(token: string): string {
  return token.startsWith(KEY_PREFIX) ? token : `Bearer ${token}`;
}

/**
 * Refuses what is certainly no access token before it is sent anywhere.
 *
 * @throws {VendorError} `config` / `wrong_token_kind`
 */
export function checkToken(token: string): void {
  if (token.startsWith(WEBHOOK_SECRET_PREFIX)) {
    throw new VendorError("config", "wrong_token_kind", "This is a webhook's signing secret", {
      fix: HOW_TO_GET_A_KEY,
    });
  }
}

/** Whose token one that Linear does not know looks like; null when it may well be Linear's. */
function otherVendor(token: string): string | null {
  if (token.startsWith("lin_")) return null;
  if (/^[A-Za-z0-9]{24}$/.test(token)) return "a Chatwoot access token";
  if (/^[0-9a-f]{64}$/.test(token) || /^attio/i.test(token)) return "an Attio access token";
  return null;
}

/** What it means that Linear does not know a token. `message` is Linear's own. */
export function refusedToken(token: string, message: string): VendorError {
  if (/expired/i.test(message)) {
    return new VendorError("config", "token_expired", "Linear's access token has expired", {
      status: 401,
      fix: `OAuth tokens last a day. ${HOW_TO_GET_A_KEY}`,
    });
  }
  const other = otherVendor(token);
  if (other !== null) {
    return new VendorError(
      "config",
      "wrong_token_kind",
      `Linear does not know this token: it looks like ${other}`,
      { status: 401, fix: HOW_TO_GET_A_KEY },
    );
  }
  return new VendorError("config", "unauthorized", "Linear does not accept the token", {
    status: 401,
    fix: `It may be mistyped or revoked. ${HOW_TO_GET_A_KEY}`,
  });
}

/** A personal key without its usual beginning was sent as an OAuth token. */
export function wrongTokenForm(): VendorError {
  return new VendorError(
    "config",
    "wrong_token_form",
    "Linear takes this token for a personal key, but it does not begin with lin_api_",
    { status: 400, fix: HOW_TO_GET_A_KEY },
  );
}
