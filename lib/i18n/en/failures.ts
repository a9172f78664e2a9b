/** What went wrong with a source and what to do, by the cause's code and, where it differs, vendor. */
export const failures = {
  unauthorized: "{vendor} does not accept the access token",
  unauthorized_fix: "Make a new token at {vendor} and paste it here, or put it into the settings.",
  unauthorized_fix_chatwoot:
    "Copy an administrator's token from Chatwoot's profile settings. If it is right, a proxy may drop the header api_access_token: set underscores_in_headers on in nginx.",
  unauthorized_fix_linear:
    "Make a personal API key in Linear's security settings. It may have expired or been revoked.",
  unauthorized_fix_attio:
    "Make an access token in Attio's developer settings. It may have been deleted.",
  forbidden: "{vendor} refuses access",
  forbidden_fix: "Give the token the rights it lacks, or use another one.",
  forbidden_fix_chatwoot: "Use a plan with API access, and an administrator's token.",
  wrong_account: "{vendor} knows no such account",
  wrong_account_fix: "Check which account the token belongs to.",
  wrong_account_fix_linear:
    "The token belongs to another workspace. Use one of the workspace that was connected, or connect this one anew.",
  wrong_account_fix_attio:
    "The token belongs to another workspace. Use one of the workspace that was connected, or connect this one anew.",
  wrong_account_fix_chatwoot:
    "The account's number stands in Chatwoot's address: /app/accounts/NUMBER/.",
  redirected: "{vendor}'s address leads on to another one",
  redirected_fix: "Use the address that answers itself. The token is not sent on.",
  unreachable: "{vendor} cannot be reached",
  unreachable_fix:
    "Check the address and that the server can reach it. What was synced stays; the sync goes on by itself.",
  untrusted_certificate: "{vendor} shows a certificate that is not trusted",
  untrusted_certificate_fix:
    "Give the server a certificate of a known authority, for this very name and not expired. Nothing was sent to it.",
  timeout: "{vendor} did not answer in time",
  timeout_fix: "The sync tries again by itself.",
  server_error: "{vendor} has trouble of its own",
  server_error_fix: "The sync tries again by itself.",
  rate_limited: "{vendor} limits the rate of requests",
  rate_limited_fix: "The sync goes on when the limit allows it.",
  breaker_open: "Requests to {vendor} are paused after repeated failures",
  breaker_open_fix: "They go on by themselves when it answers again.",
  not_json: "{vendor} answered with a web page instead of data",
  not_json_fix:
    "Check the address: it must lead to {vendor} itself, not to a sign-in page or a proxy.",
  cut_short: "{vendor} broke off its answer",
  cut_short_fix:
    "Look for a proxy or a time limit between here and {vendor}. Nothing is lost: the sync goes on by itself.",
  not_found: "{vendor} lacks something that the sync reads",
  not_found_fix: "Check that the address leads to {vendor}'s API of the supported version.",
  walk_incomplete: "{vendor}'s lists changed while they were read; some rows may be missing",
  walk_incomplete_fix:
    "The next full sync reads them again. If it stays, look at the records that failed.",
  unexpected_shape: "{vendor}'s reply has another shape than expected",
  unexpected_shape_fix: "Check that the address leads to {vendor}'s API of the supported version.",
  clock_skew: "{vendor}'s clock and ours differ",
  clock_skew_fix: "Set both clocks by NTP. Nothing is lost: the sync follows {vendor}'s clock.",
  not_administrator: "The token is not an administrator's",
  not_administrator_fix:
    "It sees its own inboxes only. Use an administrator's token; until then nothing is removed here.",
  not_administrator_fix_linear:
    "Webhooks have to be set up by hand. Use an administrator's key, or leave it: changes are then read by polling alone.",
  token_expired: "{vendor}'s access token has expired",
  token_expired_fix: "Make a new one at {vendor} and paste it here.",
  token_expired_fix_linear:
    "OAuth tokens last a day. Make a personal API key in Linear's security settings.",
  wrong_token_kind: "This is no access token of {vendor}",
  wrong_token_kind_fix: "Copy the token from {vendor}'s own settings.",
  wrong_token_kind_fix_linear:
    "A personal API key begins with lin_api_. Make one in Linear's security settings.",
  wrong_token_form: "{vendor} takes this token for another kind than it looks like",
  wrong_token_form_fix: "Copy the token again, whole and as it is shown.",
  wrong_token_form_fix_linear:
    "A personal API key begins with lin_api_. Copy it again, whole and as it is shown.",
  narrowed: "The token does not see everything",
  narrowed_fix: "Use a token of a user who sees everything that matters.",
  narrowed_fix_linear:
    "Private teams are seen by their members only, and a key may be limited to some teams. Use a key of a user who sees them all.",
  no_teams: "The token sees no team",
  no_teams_fix: "Use a key of a user who is a member of the teams.",
  partial_reply: "{vendor} left out a part of its answer",
  partial_reply_fix: "Nothing of it was taken over. The next sync asks again.",
  broken_paging: "{vendor} said that there is more, but not where it begins",
  broken_paging_fix: "Nothing is lost: the next sync asks again from the last page it has.",
  missing_scopes: "The token lacks rights",
  missing_scopes_fix: "Add the missing rights to the token at {vendor}.",
  webhook_failing: "{vendor} could not deliver its webhooks",
  webhook_failing_fix:
    "Check that {vendor} can reach this address, then turn instant updates off and on again. Until then changes are read by polling alone.",
  merge_in_progress: "{vendor} is merging records",
  merge_in_progress_fix: "Nothing is to be done: they are read again when they are merged.",
  too_many_suspects: "Many rows are no longer listed at {vendor}; they are kept",
  too_many_suspects_fix:
    "Check that the token still sees everything. If the rows were really deleted, ask for a full sync.",
  token_unreadable: "The stored token cannot be decrypted",
  token_unreadable_fix:
    "Set SECRET_KEY to the value the token was stored with, or paste the token again.",
  internal: "The sync failed here, not at {vendor}",
  internal_fix: "See the log for the cause.",
  invalid_address: "This is no address",
  invalid_address_fix: "Write it as https://host, with the port where it is unusual.",
  private_address: "This is an address of a private network",
  private_address_fix:
    "If {vendor} really is there, add its host and port to CONNECTOR_HOSTS and start again.",
  host_not_allowed: "Connections may not lead to this host",
  host_not_allowed_fix: "Add it to CONNECTOR_HOSTS and start again.",
  no_secret_key: "Tokens are stored encrypted, and no key is set",
  no_secret_key_fix:
    "Set SECRET_KEY (at least 32 characters, the same in every process) and start again.",
  already_connected: "This account is connected already",
  already_connected_fix: "Replace its token on the connectors page.",
  webhook_exists: "Instant updates are on already",
  webhook_exists_fix: "Turn them off first to register them anew.",
} as const;
