/** An answer of Twilio that is not a success. */
export interface TwilioFault {
  readonly status: number;
  /** Present only when the body was Twilio's own error document; a proxy's page has none. */
  readonly code?: number;
}

/** Reads what the SDK threw: RestException and TwilioServiceException carry `status` and, from a real error document, `code`. */
export function faultOf(error: unknown): TwilioFault | undefined {
  const status = fieldOf(error, 'status');
  const code = fieldOf(error, 'code');
  if (typeof status !== 'number' || fieldOf(error, 'isAxiosError') === true) return undefined;
  return typeof code === 'number' ? { status, code } : { status };
}

function fieldOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? (Reflect.get(thrown, name) as unknown) : undefined;
}
