/** An answer of Twilio that is not a success. */
export interface TwilioFault {
  readonly status: number;
  /** Present only when the body was Twilio's own error document; a proxy's page has none. */
  readonly code?: number;
}

/** Reads what the SDK threw: RestException and TwilioServiceException carry `status` and, from a real error document, `code`. */
export function faultOf(error: unknown): TwilioFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const status: unknown = Reflect.get(error, 'status');
  const code: unknown = Reflect.get(error, 'code');
  if (typeof status !== 'number' || 'isAxiosError' in error) return undefined;
  return typeof code === 'number' ? { status, code } : { status };
}

/** The network's code, for example ECONNREFUSED, if the error has one. */
export function networkCodeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
