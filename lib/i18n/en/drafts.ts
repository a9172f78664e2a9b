/** Words to begin with, as they are suggested for a client or the team. */
export const drafts = {
  hello: "Hello,",
  helloTo: "Hi {name},",
  agree_plan:
    "{hello}\n\nyou are right to ask about the dates of {project}. Here is where we stand and what we do next:\n– done:\n– next, by:\n– what could still move:\n\nDoes that plan work for you? I am glad to go through it in a short call.",
  call_price:
    "{hello}\n\nthank you for being open about the budget. May I call you for 15 minutes today or tomorrow? I would like to show what the figures of {project} are made of and where we can save without losing what matters to you.",
  call_mood:
    "{hello}\n\nI have the impression that {project} has not gone the way you expected lately, and I want to put that right. When may I call you today or tomorrow?",
  clarify_scope:
    "{hello}\n\nthank you for the idea. It goes beyond what we agreed for {project}, so let me give you two options: we add it with its own estimate, or it replaces something of similar size. Which do you prefer?",
  prepare_offer:
    "{hello}\n\nwe would be glad to do that for {project}. Tell me two or three things (goal, date, rough budget), and you will have an offer with options by the end of the week.",
  reply_urgent:
    "{hello}\n\nwe are on it. The next news comes from me within the hour, also if it is not solved by then.",
  reply_slow:
    "{hello}\n\nsorry that you had to wait. Here is the answer to your question:\n\n\nFrom now on you hear from us within half a day, also when the full answer takes longer.",
  check_in:
    "{hello}\n\na short word on {project}: our last question is still open on your side. Is there anything that you need from us, or would a short call be easier?",
  check_in_deal:
    "Ask where the deal {name} stands: what has changed since we last spoke, who decides, and by when? Close it if there is no answer.",
  replan: {
    one:
      "{name}: {count} issue is past its due date. Decide what is done first, move the rest to dates that will hold, and tell the client the new ones.",
    other:
      "{name}: {count} issues are past their due dates. Decide what is done first, move the rest to dates that will hold, and tell the client the new ones.",
  },
  unblock:
    "{identifier} {name} is blocked. What exactly is missing, from whom, and until when? Ask for it today and write it down on the issue.",
  set_next_step:
    "The deal {name} has no next step. Who does what by when? Write it down on the deal.",
  escalate:
    "{name} needs a decision from whoever leads. What happened, what it means for the client, what we propose:",
} as const;
