/**
 * Posts a form as the browser would, without leaving the page. Replies that redirect are followed,
 * so the same address serves pages without scripts.
 * @returns whether it was accepted; `false` also when the network failed
 */
export async function postForm(
  form: HTMLFormElement,
  submitter: HTMLElement | null = null,
): Promise<boolean> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  const button = submitter instanceof HTMLButtonElement ? submitter : null;
  if (button !== null && button.name !== "") fields.append(button.name, button.value);
  const action = button?.getAttribute("formaction") ?? form.action;
  try {
    const response = await fetch(action, { method: "POST", body: fields });
    return response.ok;
  } catch {
    return false;
  }
}
