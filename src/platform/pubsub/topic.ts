/** A live stream of one tenant; `key` narrows it, for example to one campaign. */
export interface Topic<P extends object> {
  readonly name: string;
  /** Never set; carries the payload's type. */
  readonly payload?: P;
}

const names = new Set<string>();

/** Declares a topic once, beside the module that owns it. */
export function declareTopic<P extends object>(name: string): Topic<P> {
  if (names.has(name)) throw new Error(`The topic ${name} is declared twice.`);
  names.add(name);
  return { name };
}
