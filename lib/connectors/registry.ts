import { attio } from "./attio/mod.ts";
import { chatwoot } from "./chatwoot/mod.ts";
import type { Connector, ConnectorName } from "./connector.ts";
import { linear } from "./linear/mod.ts";

/** Every connector of the product: a new one is a folder and a line here. */
export const CONNECTORS: readonly Connector[] = [
  chatwoot,
  linear,
  attio,
];

/** The connector with a name. @throws {Error} when the product has none of that name */
export function connectorNamed(name: ConnectorName): Connector {
  const connector = CONNECTORS.find((candidate) => candidate.name === name);
  if (connector === undefined) throw new Error(`there is no connector ${name}`);
  return connector;
}
