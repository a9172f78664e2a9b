import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { Table } from "@/components/Table.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import TryOperation from "../(_islands)/TryOperation.tsx";
import type { Described, DescribedParameter } from "./described.ts";
import { exampleOf, typeOf } from "./example.ts";

const places: Record<DescribedParameter["in"], PlainKey> = {
  path: "api.placePath",
  query: "api.placeQuery",
  header: "api.placeHeader",
};

function Code({ value, label }: { value: unknown; label: string }) {
  return (
    <pre class="code-block" tabIndex={0} aria-label={label}>{JSON.stringify(value, null, 2)}</pre>
  );
}

function Parameters({ t, parameters }: { t: Translator; parameters: DescribedParameter[] }) {
  return (
    <Table
      caption={t("api.parameter")}
      rows={parameters}
      rowKey={({ name }) => name}
      columns={[
        {
          key: "name",
          header: t("api.parameter"),
          cell: ({ name, required }) => (
            <>
              <code>{name}</code> {required && <Badge>{t("api.required")}</Badge>}
            </>
          ),
        },
        { key: "place", header: t("api.place"), cell: (parameter) => t(places[parameter.in]) },
        { key: "type", header: t("api.type"), cell: ({ schema }) => typeOf(schema) },
        {
          key: "description",
          header: "",
          grow: true,
          secondary: true,
          cell: ({ description }) => <span lang="en">{description}</span>,
        },
      ]}
    />
  );
}

/** One operation: what it takes and answers, and a form to try it. */
export function OperationPanel(
  { t, operation, csrfToken }: { t: Translator; operation: Described; csrfToken: string },
) {
  const { method, path, summary, description, parameters, body, reply, failures } = operation;
  const replyTitle = t("api.reply", { status: reply.status });
  return (
    <Panel
      id="operation"
      title={`${method} ${path}`}
      meta={failures.length > 0 ? `${t("api.failures")} ${failures.join(", ")}` : undefined}
    >
      <div class="stack">
        <p lang="en">{description === undefined ? summary : `${summary}. ${description}`}</p>
        {parameters.length > 0 && <Parameters t={t} parameters={parameters} />}
        {body !== null && (
          <>
            <h3>{t("api.body")}</h3>
            <Code value={body} label={t("api.body")} />
          </>
        )}
        <h3>{replyTitle}</h3>
        <Code value={exampleOf(reply.schema)} label={replyTitle} />
        <h3>{t("api.tryIt")}</h3>
        <p class="meta">{t("api.tryWhy")}</p>
        <TryOperation
          key={operation.name}
          method={method}
          path={path}
          parameters={parameters.map(({ name, required, schema, ...rest }) => ({
            name,
            place: rest.in,
            required,
            example: required ? String(exampleOf(schema)) : "",
          }))}
          body={body === null ? null : JSON.stringify(exampleOf(body), null, 2)}
          csrfToken={csrfToken}
          words={{
            body: t("api.body"),
            send: t("api.send"),
            sending: t("api.sending"),
            answered: t("api.answered", { status: "{status}", ms: "{ms}" }),
            notSent: t("api.notSent"),
          }}
        />
      </div>
    </Panel>
  );
}
