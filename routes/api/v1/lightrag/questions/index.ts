import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { recentQuestions, savedQuestions, saveQuestion } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../../(_contract)/answer_once.ts";
import * as contract from "../../(_contract)/evidence.ts";

/** Questions that are told as asked last. */
const RECENT = 10;

/** Saved questions and those asked last. */
export const handler = define.handlers({
  async GET({ state }) {
    const { sql } = state.services;
    const asker = actorOf(state);
    const [saved, recent] = await Promise.all([
      savedQuestions(sql, asker),
      recentQuestions(sql, asker.accountScopeId, asker.actor, RECENT),
    ]);
    return succeed(state.requestId, { saved, recent });
  },
  async POST(ctx) {
    const body = await parseBody(ctx.req, contract.saveQuestion.body);
    return await answerOnce(ctx, body, async () => ({
      question: await saveQuestion(ctx.state.services.sql, actorOf(ctx.state), body.query),
    }));
  },
});
