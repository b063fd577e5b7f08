/** The part of a GraphQL context that says where a request came from; the same over HTTP and over sockets. */
export interface CallerContext {
  readonly req: { readonly ip?: string };
}

/** IP address as the trusted proxies report it; callers without one share a name, and so their limits. */
export function callerAddress(context: CallerContext): string {
  return context.req.ip ?? 'unknown';
}
