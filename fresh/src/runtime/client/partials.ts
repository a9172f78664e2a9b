import { enterEntry, isShown, keepPosition, startHistory } from "./history_entry.ts";
import { type Destination, navigate } from "./navigate.ts";
import { clientNavigates } from "./navigation_switch.ts";

/** An object that tells whether a request is under way. */
interface Indicator {
  value: boolean;
}

/** Starts navigation between pages with partials. */
export function startPartials(): void {
  startHistory();
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("popstate", onPopState);
}

function onPopState(): void {
  const position = enterEntry();
  if (isShown()) {
    if (position !== undefined) scrollTo(...position);
    return;
  }
  const from = document.querySelector("[f-view-transition]") ?? document.body;
  const url = new URL(location.href);
  void go({ url, from, history: "none", scroll: position ?? [0, 0] });
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest("a[href], button[f-partial]");
  if (link === null || !clientNavigates(link)) return;
  const partial = link.getAttribute("f-partial");
  if (link instanceof HTMLAnchorElement) {
    const url = new URL(link.href);
    const elsewhere = (link.target !== "" && link.target !== "_self") ||
      link.hasAttribute("download") || url.origin !== location.origin;
    const samePage = url.hash !== "" && url.href.split("#")[0] === location.href.split("#")[0];
    if (samePage) keepPosition();
    if (elsewhere || samePage) return;
    event.preventDefault();
    void go({ url, partial: absolute(partial), from: link, history: "push", scroll: [0, 0] });
  } else if (partial !== null && !(link as HTMLButtonElement).form) {
    // The button of a form submits it; another one only brings new content.
    event.preventDefault();
    void go({ url: absolute(partial)!, from: link, history: "none" });
  }
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const { submitter } = event;
  if (event.defaultPrevented || !clientNavigates(submitter ?? form)) return;
  const read = (name: string) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const method = (read("method") ?? "get").toLowerCase();
  const target = read("target") ?? "_self";
  const url = new URL(read("action") || location.href, location.href);
  if (method === "dialog" || target !== "_self" || url.origin !== location.origin) return;
  const partial = absolute(
    submitter?.getAttribute("f-partial") ?? form.getAttribute("f-partial"),
  );
  event.preventDefault();
  const data = new FormData(form, submitter);
  const from = submitter ?? form;
  if (method === "get") {
    const query = textFields(data);
    for (const address of [url, partial]) if (address) address.search = query.toString();
    void go({ url, partial, from, form, history: "push", scroll: [0, 0] });
  } else {
    const body = read("enctype") === "multipart/form-data" ? data : textFields(data);
    void go({ url, partial, from, form, history: "push", init: { method, body } });
  }
}

/** Navigates, and shows it by the indicator of what has caused it. */
async function go({ form, ...destination }: Destination & { form?: Element }): Promise<void> {
  const indicator = indicatorOf(destination.from) ?? (form && indicatorOf(form));
  if (indicator) indicator.value = true;
  try {
    await navigate(destination);
  } finally {
    if (indicator) indicator.value = false;
  }
}

function indicatorOf(element: Element): Indicator | undefined {
  return (element as { _freshIndicator?: Indicator })._freshIndicator;
}

function absolute(path: string | null): URL | undefined {
  return path === null ? undefined : new URL(path, location.href);
}

/** Fields as they are sent when a form has no files; of a file its name. */
function textFields(data: FormData): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of data) {
    fields.append(name, typeof value === "string" ? value : value.name);
  }
  return fields;
}
