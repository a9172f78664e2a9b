/** Starts navigation between pages with partials. */
export function startPartials(): void {}
