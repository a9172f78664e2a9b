import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { TextAreaField } from "@/components/form/TextAreaField.tsx";

/** A value that goes into the request. */
export interface TryParameter {
  name: string;
  place: "path" | "query" | "header";
  required: boolean;
  example: string;
}

/** Props of the island. */
export interface TryOperationProps {
  method: string;
  /** Parameters in braces. */
  path: string;
  parameters: readonly TryParameter[];
  /** An example of the body; null where none is taken. */
  body: string | null;
  csrfToken: string;
  words: { body: string; send: string; sending: string; answered: string; notSent: string };
}

type Answer = { status: number; ms: number; text: string } | "failed" | null;

/** The request of a filled form. */
function requestOf({ method, path, parameters, csrfToken }: TryOperationProps, form: FormData) {
  const valueOf = (name: string) => String(form.get(name) ?? "");
  const given = parameters.filter(({ name }) => valueOf(name) !== "");
  const query = new URLSearchParams(
    given.filter(({ place }) => place === "query").map(({ name }) => [name, valueOf(name)]),
  ).toString();
  const address = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(valueOf(name)));
  const headers = new Headers();
  for (const { name, place } of given) if (place === "header") headers.set(name, valueOf(name));
  if (method !== "GET") headers.set("x-csrf-token", csrfToken);
  if (form.has("body")) headers.set("content-type", "application/json");
  return new Request(query === "" ? address : `${address}?${query}`, {
    method,
    headers,
    body: form.has("body") ? valueOf("body") : undefined,
  });
}

function formatted(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// the parts below read the signals, so that the form is not rendered anew over what was typed

function SendButton({ words, sending, usable }: {
  words: TryOperationProps["words"];
  sending: ReadonlySignal<boolean>;
  usable: ReadonlySignal<boolean>;
}) {
  return (
    <Button variant="primary" disabled={sending.value || !usable.value}>
      {sending.value ? words.sending : words.send}
    </Button>
  );
}

function AnswerView({ words, answer }: {
  words: TryOperationProps["words"];
  answer: ReadonlySignal<Answer>;
}) {
  const shown = answer.value;
  const told = shown === null
    ? ""
    : shown === "failed"
    ? words.notSent
    : words.answered.replace("{status}", String(shown.status)).replace("{ms}", String(shown.ms));
  return (
    <>
      <p class="meta" role="status">{told}</p>
      {shown !== null && shown !== "failed" && (
        <pre class="code-block" tabIndex={0} aria-label={told} data-testid="api-answer">
          {shown.text}
        </pre>
      )}
    </>
  );
}

/** Sends a request to the API with the session of the page, and shows what is answered. */
export default function TryOperation(props: TryOperationProps) {
  const { method, path, parameters, words } = props;
  // a request without a body, whose address is known, needs no script
  const plain = method === "GET" && !path.includes("{");
  const usable = useSignal(plain);
  const sending = useSignal(false);
  const answer = useSignal<Answer>(null);
  useEffect(() => {
    usable.value = true;
  }, []);

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    sending.value = true;
    const began = performance.now();
    try {
      const reply = await fetch(requestOf(props, form));
      const text = formatted(await reply.text());
      answer.value = { status: reply.status, ms: Math.round(performance.now() - began), text };
    } catch {
      answer.value = "failed";
    } finally {
      sending.value = false;
    }
  }

  return (
    <div class="stack">
      <form
        method={plain ? "get" : undefined}
        action={plain ? path : undefined}
        class="stack"
        aria-label={words.send}
        onSubmit={(event) => void send(event)}
      >
        {parameters.map(({ name, required, example }) => (
          <FormField key={name} name={name} label={name} value={example} required={required} />
        ))}
        {props.body !== null && (
          <TextAreaField name="body" label={words.body} value={props.body} rows={6} />
        )}
        <div>
          <SendButton words={words} sending={sending} usable={usable} />
        </div>
      </form>
      <AnswerView words={words} answer={answer} />
    </div>
  );
}
