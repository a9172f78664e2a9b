import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Panel } from "@/components/Panel.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { streamNames } from "@/components/sync/words.ts";
import { Table } from "@/components/Table.tsx";
import type { ConnectorName, Probe } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { connectorName, explain } from "../../(_components)/sources.ts";

/** Props of {@link ProbeResult}. */
export interface ProbeResultProps {
  t: Translator;
  vendor: ConnectorName;
  probe: Probe;
  /** The sealed address and token. */
  held: string;
  csrfToken: string;
}

/** What a token sees, before anything is stored, with the button that connects it. */
export function ProbeResult({ t, vendor, probe, held, csrfToken }: ProbeResultProps) {
  const streams = streamNames(t);
  const missing = probe.missing.map((right) =>
    right === "administrator" ? t("connect.administrator") : right
  );
  return (
    <>
      {probe.warnings.map((warning) => {
        const { title, fix } = explain(t, vendor, warning);
        return <Notice key={warning.code} tone="warn" title={title}>{fix}</Notice>;
      })}
      {missing.length > 0 && (
        <Notice tone="warn" title={t("connect.missing", { list: missing.join(", ") })} />
      )}
      <Panel
        title={t("connect.seesTitle")}
        meta={t("connect.seesOf", {
          vendor: connectorName(vendor),
          account: probe.account.name,
        })}
        flush
      >
        <Table
          caption={t("connect.seesTitle")}
          rows={probe.sees}
          rowKey={({ stream }) => stream}
          testId="probe"
          columns={[
            {
              key: "stream",
              header: t("connectors.stream"),
              cell: ({ stream }) => streams[stream] ?? stream,
            },
            {
              key: "count",
              header: t("connectors.atSource"),
              numeric: true,
              cell: ({ count }) => t.format.number(count),
            },
            {
              key: "names",
              header: t("connectors.name"),
              grow: true,
              secondary: true,
              cell: ({ names, count }) =>
                names.join(", ") + (names.length > 0 && names.length < count ? " …" : ""),
            },
          ]}
        />
      </Panel>
      {probe.accounts.length > 1 && (
        <PostForm
          action="/connectors/new"
          csrfToken={csrfToken}
          layout="row"
          hidden={{ action: "look", held }}
        >
          <SelectField
            name="account_id"
            label={t("connect.account")}
            value={probe.account.id}
            options={probe.accounts.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button>{t("connect.otherAccount")}</Button>
        </PostForm>
      )}
      <p class="meta">{t("connect.next")}</p>
      <div class="cluster">
        <PostForm
          action="/connectors/new"
          csrfToken={csrfToken}
          hidden={{ action: "connect", held, account_id: probe.account.id }}
        >
          <Button variant="primary" testId="connect-confirm">{t("connect.confirm")}</Button>
        </PostForm>
        <Button href={`/connectors/new?vendor=${vendor}`}>{t("connect.again")}</Button>
      </div>
    </>
  );
}
