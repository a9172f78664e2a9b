import { define } from "@/define.ts";
import { actorOf } from "@/view.ts";
import { back } from "./(_components)/back.ts";

/** Asks the running sync to stop after the page it is at. */
export const handler = define.handlers({
  async POST({ state }) {
    await state.services.connectors.stop(actorOf(state));
    return back();
  },
});
