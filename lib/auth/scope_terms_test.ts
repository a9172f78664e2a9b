import { deepEqual, rejects } from "node:assert/strict";
import { listAudit } from "@/lib/audit/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { testOnStores } from "../../tests/support/scratch_stores.ts";
import { changeTerms, readTerms } from "./scope_terms.ts";

const usual = {
  business_days: [1, 2, 3, 4, 5],
  business_from: "09:00",
  business_to: "18:00",
  currency: "EUR",
  hourly_rate: null,
};

testOnStores("Terms of a scope", {
  async "are the usual ones until they are changed, one by one"({ sql, actor, accountScopeId }) {
    deepEqual(await readTerms(sql, accountScopeId), usual);
    deepEqual(await changeTerms(sql, actor, { currency: "USD", hourly_rate: 80.5 }), {
      ...usual,
      ...{ currency: "USD", hourly_rate: 80.5 },
    });
    await changeTerms(sql, actor, { business_days: [7, 1, 7], business_to: "20:30" });
    const after = {
      ...{ business_days: [1, 7], business_from: "09:00", business_to: "20:30" },
      ...{ currency: "USD", hourly_rate: 80.5 },
    };
    deepEqual(await readTerms(sql, accountScopeId), after);
    const [last] = await listAudit(sql, accountScopeId, 1);
    deepEqual([last!.action, last!.after], ["scope.terms_changed", after]);
    await changeTerms(sql, actor, { hourly_rate: null });
    deepEqual((await readTerms(sql, accountScopeId)).hourly_rate, null);
  },

  async "that make no sense are refused"({ sql, actor, accountScopeId }) {
    for (const change of [{ business_from: "18:00" }, { business_to: "08:59" }]) {
      await rejects(
        changeTerms(sql, actor, change),
        (error: unknown) => error instanceof ApiError && error.code === "validation_error",
      );
    }
    await rejects(changeTerms(sql, actor, { business_days: [] }));
    await rejects(changeTerms(sql, actor, { currency: "euro" }));
    deepEqual(await readTerms(sql, accountScopeId), usual);
  },
});
