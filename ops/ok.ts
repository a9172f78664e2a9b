/** Everything that must hold before a commit: format, lint, types and all tests. Stops at the first failure. */
const steps = [["fmt", "--check"], ["lint"], ["task", "check"], ["task", "test"]];

for (const args of steps) {
  console.log(`\n> deno ${args.join(" ")}`);
  const { code } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
  if (code !== 0) Deno.exit(code);
}
