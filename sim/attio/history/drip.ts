import { between, pick } from "../../random.ts";
import type { AttioState } from "../workspace.ts";
import { notesEn } from "./texts.ts";

const stages = ["Lead", "Qualified", "Proposal", "Negotiation", "Won 🎉"];

/** Changes one thing of the sales, believably: a stage, a next step, a note or a task. */
export function dripSales(state: AttioState, random: () => number): void {
  const deals = state.tables.objects.get("deals");
  const choices = deals?.attributes.get("stage")?.choices ?? [];
  const stageOf = (id: unknown) => choices.find((choice) => choice.id === id)?.title ?? "";
  const open = [...deals?.records.values() ?? []].filter(({ values }) =>
    stages.slice(0, -1).includes(stageOf(values.stage?.[0]?.data.status))
  );
  const member = [...state.tables.members.keys()][0];
  if (open.length === 0 || member === undefined) return;
  const deal = pick(random, open);
  const change = { actor: { type: "workspace-member", id: member } } as const;
  switch (between(random, 0, 3)) {
    case 0: {
      const stage = stageOf(deal.values.stage?.[0]?.data.status);
      const next = stages[stages.indexOf(stage) + 1]!;
      state.updateRecord("deals", deal.id, { stage: next }, "replace", change);
      break;
    }
    case 1:
      state.updateRecord(
        "deals",
        deal.id,
        { next_step: `Call again in ${between(random, 2, 9)} days` },
        "replace",
        change,
      );
      break;
    case 2: {
      const { title, content } = pick(random, notesEn);
      const filled = (text: string) =>
        text.replaceAll("{p}", "the client").replaceAll("{x}", "the project");
      state.createNote({
        object: "deals",
        recordId: deal.id,
        title: filled(title),
        content: filled(content),
      }, change);
      break;
    }
    default:
      state.createTask({
        content: `Follow up: ${deal.values.name?.[0]?.data.value}`,
        deadlineAt: state.clock.now() + between(random, 1, 7) * 86_400_000,
        assignees: [member],
      }, change);
  }
}
