import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Notice } from "@/components/state/Notice.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import type { Probe } from "@/lib/connectors/mod.ts";
import { ApiError, VendorError } from "@/lib/platform/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";
import { explain } from "../(_components)/sources.ts";
import { textIn } from "../(_components)/query.ts";
import { AccountForm } from "./(_components)/AccountForm.tsx";
import { ProbeResult } from "./(_components)/ProbeResult.tsx";

const connector = z.enum(["chatwoot", "linear", "attio"]);

const fields = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("check"),
    connector,
    base_url: z.string().trim().min(1).max(300),
    token: z.string().trim().min(1).max(1000),
  }),
  // what was checked comes back sealed: the token is in no page
  z.object({
    action: z.enum(["look", "connect"]),
    held: z.string().min(1).max(4000),
    account_id: z.string().min(1).max(200),
  }),
]);

type Vendor = z.infer<typeof connector>;

interface Attempt {
  vendor: Vendor;
  address: string;
  /** The sealed address and token, once they have been tried. */
  held: string | null;
  probe: Probe | null;
  problem: { code: string; message: string; fix: string | null } | null;
}

export const handler = define.handlers({
  GET({ state, url }) {
    const vendors = state.services.connectors.connect.vendors();
    const wanted = textIn(url, "vendor", 20);
    const { name, usualAddress } = vendors.find(({ name }) => name === wanted) ?? vendors[0]!;
    const attempt: Attempt = {
      vendor: name,
      address: usualAddress,
      held: null,
      probe: null,
      problem: null,
    };
    return page(attempt);
  },
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const actor = actorOf(state);
    const { connectors, sql, wake } = state.services;
    const { connect } = connectors;
    const request = form.action === "check"
      ? {
        connector: form.connector,
        baseUrl: form.base_url,
        token: form.token,
        accountId: null,
      }
      : { ...await connect.held(actor.accountScopeId, form.held), accountId: form.account_id };
    const attempt: Attempt = {
      vendor: request.connector,
      address: request.baseUrl,
      held: null,
      probe: null,
      problem: null,
    };
    const headers = { "cache-control": "no-store" };
    try {
      if (form.action === "connect") {
        await connect.connect(actor, request);
        await requestRun(sql, actor.accountScopeId, SYNC_JOB, { mode: "incremental" });
        wake();
        return seeOther("/connectors?done=connected");
      }
      const probe = await connect.probe(request);
      const held = await connect.hold(actor.accountScopeId, request);
      return page({ ...attempt, probe, held }, { headers });
    } catch (error) {
      if (!(error instanceof VendorError || error instanceof ApiError)) throw error;
      const fix = error instanceof VendorError ? error.options.fix ?? null : null;
      const problem = { code: error.code, message: error.message, fix };
      return page({ ...attempt, problem }, { status: 422, headers });
    }
  },
});

/** Connects a vendor's account: paste a token, see what it sees, confirm. */
export default define.page<typeof handler>(({ data, state }) => {
  const { t, session } = viewOf(state);
  const { csrfToken } = session;
  const explained = data.problem === null ? null : explain(t, data.vendor, data.problem);
  return (
    <>
      <Head>
        <title>{`${t("connect.title")} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={t("connect.title")}
        breadcrumb={[{ label: t("connectors.title"), href: "/connectors" }]}
      />
      {explained !== null && (
        <Notice tone="bad" title={explained.title} testId="connect-problem">
          {explained.fix}
        </Notice>
      )}
      {data.probe !== null && data.held !== null
        ? (
          <ProbeResult
            t={t}
            vendor={data.vendor}
            probe={data.probe}
            held={data.held}
            csrfToken={csrfToken}
          />
        )
        : (
          <AccountForm
            t={t}
            vendors={state.services.connectors.connect.vendors()}
            vendor={data.vendor}
            address={data.address}
            csrfToken={csrfToken}
          />
        )}
    </>
  );
});
