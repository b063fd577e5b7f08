import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface SocketRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What one operation on a socket was told, data and errors as JSON. */
export interface Heard {
  readonly answers: string[];
  readonly failures: string[];
}

/** One socket with many operations on it. */
export class ProbeSocket {
  private readonly client: Client;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { ...headers },
      retryAttempts: 0,
      lazy: true,
    });
  }

  /** Follows an operation until the socket is closed. */
  follow({ query, variables = {} }: SocketRequest): Heard {
    const heard: Heard = { answers: [], failures: [] };
    this.client.subscribe(
      { query, variables: { ...variables } },
      {
        next: (result) => (result.errors ? heard.failures : heard.answers).push(JSON.stringify(result)),
        error: (reason) => heard.failures.push(reasonOf(reason)),
        complete: () => undefined,
      },
    );
    return heard;
  }

  /** The first thing an operation is told; of a socket that was closed its code, such as `4401`. */
  async once(request: SocketRequest): Promise<string> {
    return new Promise((resolve) => {
      this.client.subscribe(
        { query: request.query, variables: { ...request.variables } },
        {
          next: (result) => resolve(JSON.stringify(result)),
          error: (reason) => resolve(reasonOf(reason)),
          complete: () => resolve(''),
        },
      );
    });
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

/** A list of GraphQL errors, or a close event. */
function reasonOf(reason: unknown): string {
  if (typeof reason === 'object' && reason !== null && 'code' in reason) return String(reason.code);
  return JSON.stringify(reason);
}
