/** A document Twilio could not run, with its number in the error dictionary. */
export class TwimlError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export type Attributes = Record<string, string>;

export interface Element {
  name: string;
  attributes: Attributes;
  children: Element[];
  text: string;
}

export function seconds(element: Element, name: string, otherwise: number): number {
  const value = element.attributes[name];
  if (value === undefined || value === '') return otherwise;
  if (!/^\d+$/.test(value)) throw new TwimlError(12200, `${element.name}: ${name}="${value}" is not a whole number`);
  return Number(value);
}

export function method(attributes: Attributes, name = 'method'): 'GET' | 'POST' {
  const value = (attributes[name] ?? 'POST').toUpperCase();
  if (value === 'GET' || value === 'POST') return value;
  throw new TwimlError(12200, `${name}="${value}" is neither GET nor POST`);
}
