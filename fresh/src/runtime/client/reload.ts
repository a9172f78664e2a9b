/**
 * Reloads the page when the development server has something new.
 *
 * @module
 */
const source = new EventSource(new URL("../../alive", import.meta.url));
let revision: string | null = null;

source.addEventListener("revision", (event: MessageEvent<string>) => {
  // A server that was away for a moment says the same as before: nothing has changed then.
  if (revision !== null && revision !== event.data) location.reload();
  revision = event.data;
});
