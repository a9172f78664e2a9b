import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import type { ConnectorName, Vendor } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { connectorName } from "../../(_components)/sources.ts";

/** Props of {@link AccountForm}. */
export interface AccountFormProps {
  t: Translator;
  vendors: readonly Vendor[];
  vendor: ConnectorName;
  address: string;
  csrfToken: string;
}

/** Which service, at which address, with which token. */
export function AccountForm({ t, vendors, vendor, address, csrfToken }: AccountFormProps) {
  const usual = vendors.find(({ name }) => name === vendor)?.usualAddress ?? "";
  return (
    <Panel
      title={connectorName(vendor)}
      actions={
        <nav class="segments" aria-label={t("connect.vendor")}>
          {vendors.map(({ name }) => (
            <a
              key={name}
              class="segment"
              href={`/connectors/new?vendor=${name}`}
              aria-current={name === vendor ? "page" : "false"}
            >
              {connectorName(name)}
            </a>
          ))}
        </nav>
      }
    >
      <PostForm
        action="/connectors/new"
        csrfToken={csrfToken}
        layout="stack"
        hidden={{ action: "check", connector: vendor }}
        label={t("connect.title")}
      >
        <FormField
          name="base_url"
          label={t("connect.address")}
          hint={t("connect.addressHint", { example: usual })}
          value={address}
          autocomplete="url"
          required
          maxLength={300}
        />
        <FormField
          name="token"
          type="password"
          label={t("connect.token")}
          hint={t(`connect.tokenHint_${vendor}`)}
          autocomplete="off"
          required
          maxLength={1000}
          testId="connect-token"
        />
        <p class="meta">{t("connect.stored")}</p>
        <div>
          <Button variant="primary" testId="connect-check">{t("connect.check")}</Button>
        </div>
      </PostForm>
    </Panel>
  );
}
