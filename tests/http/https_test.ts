import { equal, match } from "node:assert/strict";
import { stores, withProduct } from "../support/app.ts";
import { tryToSignIn, visit } from "../support/visitor.ts";

Deno.test(
  { name: "on https cookies are bound to the host, and plain http has none of it" },
  async () => {
    const env = { PUBLIC_URL: "https://ct.example" };
    await withProduct({ store: stores[0]!, env }, async (product) => {
      const visitor = visit(product);
      const form = await visitor.open("/login");
      match(form.headers.getSetCookie()[0]!, /^__Host-ct_login=[\w-]{43}; Path=\/; .*; Secure$/);
      const entered = await tryToSignIn(visitor, product.login, product.password);
      equal(entered.status, 303);
      match(entered.headers.getSetCookie()[0]!, /^__Host-ct_session=[\w-]{43}; .*; Secure$/);
      equal((await visitor.open("/settings")).status, 200);
      visitor.cookies.set("ct_session", visitor.cookies.get("__Host-ct_session")!);
      visitor.cookies.delete("__Host-ct_session");
      equal((await visitor.open("/settings")).status, 303, "without the prefix it is no session");
    });
  },
);
