import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import type { ConnectorState, WebhookEndpoint } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { connectorName } from "../../(_components)/sources.ts";

/** Props of {@link ConnectionActions}. */
export interface ConnectionActionsProps {
  t: Translator;
  connector: ConnectorState;
  /** The connection's webhook; null: changes are found by asking. */
  webhook: WebhookEndpoint | null;
  /** Whether vendors can reach the product: without a public address on https no webhook can ring. */
  reachable: boolean;
  csrfToken: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What can be done with a connection: pause it, have it ring, give it a new token, disconnect it. */
export function ConnectionActions(props: ConnectionActionsProps) {
  const { t, connector, csrfToken } = props;
  const { id, status, token_source, name, external_account_id } = connector;
  const hidden = { connection_id: id };
  const paused = status === "paused";
  return (
    <details class="more-actions">
      <summary>{t("connect.manage")}</summary>
      <div class="stack">
        <PostForm
          action="/connectors/manage"
          csrfToken={csrfToken}
          hidden={{ ...hidden, action: paused ? "resume" : "pause" }}
        >
          <Button size="small">{t(paused ? "connect.resume" : "connect.pause")}</Button>
        </PostForm>
        <WebhookActions {...props} />
        {token_source === "environment" ? <p class="meta">{t("connect.byEnvironment")}</p> : (
          <>
            <PostForm
              action="/connectors/manage"
              csrfToken={csrfToken}
              layout="row"
              hidden={{ ...hidden, action: "replace" }}
            >
              <FormField
                id={`token-${id}`}
                name="token"
                type="password"
                label={t("connect.replace")}
                hideLabel
                placeholder={t("connect.replace")}
                autocomplete="off"
                required
              />
              <Button size="small">{t("connect.replace")}</Button>
            </PostForm>
            <PostForm
              action="/connectors/manage"
              csrfToken={csrfToken}
              layout="row"
              hidden={{ ...hidden, action: "disconnect" }}
            >
              <Button size="small" variant="danger">
                {t("connect.disconnectConfirm", { account: name ?? external_account_id })}
              </Button>
              <p class="meta">
                {t("connect.disconnectWhy", { vendor: connectorName(connector.connector) })}
              </p>
            </PostForm>
          </>
        )}
      </div>
    </details>
  );
}

function WebhookActions(
  { t, connector, webhook, reachable, csrfToken, now }: ConnectionActionsProps,
) {
  if (webhook === null && !reachable) {
    return <p class="meta">{t("connect.webhookUnreachable")}</p>;
  }
  const status = webhook === null
    ? t("connect.webhookOff", { vendor: connectorName(connector.connector) })
    : webhook.last_delivery_at === null
    ? t("connect.webhookSilent")
    : t("connect.webhookOn", { time: t.format.relative(webhook.last_delivery_at, now) });
  return (
    <PostForm
      action="/connectors/manage"
      csrfToken={csrfToken}
      layout="row"
      hidden={{
        connection_id: connector.id,
        action: webhook === null ? "webhook_on" : "webhook_off",
      }}
    >
      <Button size="small">
        {t(webhook === null ? "connect.webhookTurnOn" : "connect.webhookTurnOff")}
      </Button>
      <p class="meta">
        {status}
        {webhook !== null && webhook.failed > 0 &&
          ` ${t("connect.webhookFailed", { count: webhook.failed })}`}
      </p>
    </PostForm>
  );
}
