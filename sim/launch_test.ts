import assert from "node:assert/strict";

const launcher = new URL("./launch.ts", import.meta.url).pathname;
const permissions = ["--no-check", "--allow-net=127.0.0.1", "--allow-read", "--no-prompt"];

function command(args: string[]) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", ...permissions, launcher, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs the launcher until it has told its address, calls `run`, and ends it. Returns its code. */
async function launched(args: string[], run: (url: string) => Promise<void>): Promise<number> {
  const child = command(args).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  try {
    await run((JSON.parse(text) as { url: string }).url);
  } finally {
    child.kill("SIGTERM");
    await reader.cancel();
    await child.stderr.cancel();
  }
  return (await child.status).code;
}

async function linear(url: string) {
  const reply = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { authorization: "tok" },
    body: JSON.stringify({ query: "{ projects { nodes { name } } }" }),
  });
  return await reply.json();
}

Deno.test("the stand-in of Linear runs as a process that may only read and serve", async () => {
  const code = await launched(["--vendor", "linear", "--token", "tok"], async (url) => {
    const { data } = await linear(url);
    assert.equal(data.projects.nodes.length, 8);
  });
  assert.equal(code, 0);
});

Deno.test("it runs empty, or with many issues, as asked", async () => {
  await launched(["--vendor=linear", "--token=tok", "--empty"], async (url) => {
    assert.deepEqual(await linear(url), { data: { projects: { nodes: [] } } });
  });
  const many = ["--token", "tok", "--issues", "300", "--control", "--vendor", "linear"];
  await launched(many, async (url) => {
    const counts = await (await fetch(`${url}/_sim/counts`)).json();
    assert.equal(counts.issueRows, 300);
  });
});

Deno.test("without a vendor it is Chatwoot", async () => {
  await launched(["--empty", "--token", "tok"], async (url) => {
    const reply = await fetch(`${url}/api/v1/profile`, { headers: { api_access_token: "tok" } });
    assert.equal((await reply.json()).name, "Admin");
  });
});

Deno.test("an unknown vendor ends with the names of the known ones", async () => {
  const { code, stderr } = await command(["--vendor", "jira"]).output();
  assert.equal(code, 2);
  assert.match(new TextDecoder().decode(stderr), /chatwoot, linear/);
});
