/** Whether a link, button or form navigates by partials: its nearest `f-client-nav` says so. */
export function clientNavigates(element: Element): boolean {
  return isOn(element, "f-client-nav");
}

/** Whether changes an element causes are animated. */
export function hasTransition(element: Element): boolean {
  return isOn(element, "f-view-transition");
}

function isOn(element: Element, attribute: string): boolean {
  const value = element.closest(`[${attribute}]`)?.getAttribute(attribute);
  return value !== undefined && value !== "false";
}
