import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import type { ConnectorState } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { connectorName } from "../../(_components)/sources.ts";

/** Props of {@link ConnectionActions}. */
export interface ConnectionActionsProps {
  t: Translator;
  connector: ConnectorState;
  csrfToken: string;
}

/** What can be done with a connection: pause it, give it a new token, disconnect it. */
export function ConnectionActions({ t, connector, csrfToken }: ConnectionActionsProps) {
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
