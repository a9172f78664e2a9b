import assert from "node:assert/strict";
import { App } from "./app.ts";
import { createDefine } from "./define.ts";
import { ask, textOf } from "./testing.ts";

const define = createDefine<unknown>();

const upload = define.handlers({
  GET: () => ({ data: { message: "none" } }),
  async POST(ctx) {
    const form = await ctx.req.formData();
    const file = form.get("my-file");
    if (!(file instanceof File)) return { data: { message: "Please try again" } };
    return { data: { message: `${file.name}: ${await file.text()}` } };
  },
});

Deno.test("forms - an upload is read by the handler and shown by the page", async () => {
  const app = new App().route("/", {
    handler: upload,
    component: define.page<typeof upload>(({ data }) => <p>{data.message}</p>),
  });
  const body = new FormData();
  body.set("my-file", new File(["content"], "a.txt"));
  assert.equal(await textOf(app, "/"), "<p>none</p>");
  assert.equal(await textOf(app, "/", { method: "POST", body }), "<p>a.txt: content</p>");
  const empty = new FormData();
  empty.set("other", "1");
  assert.equal(await textOf(app, "/", { method: "POST", body: empty }), "<p>Please try again</p>");
});

Deno.test("forms - url-encoded, answered with a redirect", async () => {
  const app = new App().post("/subscribe", async (ctx) => {
    const form = await ctx.req.formData();
    return ctx.redirect(`/thanks?to=${form.get("email")}`, 303);
  });
  const body = new URLSearchParams({ email: "a@b.c" });
  const answer = await ask(app, "/subscribe", { method: "POST", body });
  assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/thanks?to=a@b.c"]);
});

Deno.test("sessions - a middleware reads a cookie and sets it when it is new", async () => {
  const app = new App<{ session: string }>()
    .use(async (ctx) => {
      const known = /(?:^|; )session=([^;]+)/.exec(ctx.req.headers.get("cookie") ?? "")?.[1];
      ctx.state.session = known ?? "new-id";
      const response = await ctx.next();
      if (known === undefined) {
        response.headers.append("set-cookie", `session=${ctx.state.session}; HttpOnly`);
      }
      return response;
    })
    .get("/", (ctx) => new Response(`Your session ID is: ${ctx.state.session}`));
  const first = await ask(app, "/");
  assert.equal(first.text, "Your session ID is: new-id");
  assert.deepEqual(first.headers.getSetCookie(), ["session=new-id; HttpOnly"]);
  const second = await ask(app, "/", { headers: { cookie: "a=1; session=old" } });
  assert.equal(second.text, "Your session ID is: old");
  assert.deepEqual(second.headers.getSetCookie(), []);
});
