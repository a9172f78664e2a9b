import { define } from "@/define.ts";
import { parseBody } from "@/lib/api/mod.ts";
import { giveFeedback } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../(_contract)/answer_once.ts";
import * as contract from "../(_contract)/evidence.ts";

/** Keeps what somebody says of an answer or a hit. */
export const handler = define.handlers({
  async POST(ctx) {
    const body = await parseBody(ctx.req, contract.rateEvidence.body);
    const { query_run_id: queryRunId, document_id: documentId, rating, comment } = body;
    return await answerOnce(
      ctx,
      body,
      () =>
        giveFeedback(ctx.state.services.sql, actorOf(ctx.state), {
          ...{ queryRunId, documentId, rating, comment },
        }),
    );
  },
});
