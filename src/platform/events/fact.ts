/** Something that happened, past tense; its payload holds ids and small values, never personal data. */
export interface Fact<P extends object> {
  /** For example `call.ended`. */
  readonly name: string;
  /** Never set; carries the payload's type. */
  readonly payload?: P;
}

/** What a listener is told beside the payload. */
export interface FactDelivery {
  readonly eventId: string;
  readonly occurredAt: Date;
  /** 1 on the first delivery; a listener may see the same event again. */
  readonly attempt: number;
}

const names = new Set<string>();

/** Declares a fact once, beside the module that owns it. */
export function declareFact<P extends object>(name: string): Fact<P> {
  if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(name))
    throw new Error(`A fact is named noun.past-participle, not ${name}.`);
  if (names.has(name)) throw new Error(`The fact ${name} is declared twice.`);
  names.add(name);
  return { name };
}

/** Names of every fact this build knows. */
export function declaredFacts(): readonly string[] {
  return [...names];
}
