import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export type Variables = Readonly<Record<string, unknown>>;

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The program refused or failed; `errors` is its own list. */
export class GraphqlRequestFailed extends Error {
  constructor(readonly errors: readonly GraphqlError[]) {
    super(
      errors
        .map(({ message, path, extensions }) => [...(path ?? []), extensions?.['code'], message].join(' '))
        .join('; '),
    );
    this.name = 'GraphqlRequestFailed';
  }

  /** `extensions.code` of the first error, for example NOT_FOUND. */
  get code(): string | undefined {
    const code = this.errors[0]?.extensions?.['code'];
    return typeof code === 'string' ? code : undefined;
  }
}

export interface Upload {
  /** Name of the variable that stands for the file. */
  readonly variable: string;
  readonly fileName: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

export interface SubscriptionSink<T> {
  next(data: T): void;
  /** The subscription broke, or the program ended it; it is not taken up again. */
  broken(reason: unknown): void;
}

/** Speaks GraphQL with a program as any other client would: over HTTP, by multipart upload and by graphql-transport-ws. */
export class GraphqlClient {
  constructor(
    /** Without a trailing slash. */
    readonly baseUrl: string,
    /** `authorization` or `x-api-key`; sent with every request and when a socket opens. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same program, as the person the token belongs to. */
  withToken(accessToken: string): GraphqlClient {
    return new GraphqlClient(this.baseUrl, { authorization: `Bearer ${accessToken}` });
  }

  /** The answer's data. @throws GraphqlRequestFailed when it holds errors, Error when it is no GraphQL answer. */
  async request<T>(query: string, variables: Variables = {}): Promise<T> {
    return this.send<T>(JSON.stringify({ query, variables }), { 'content-type': 'application/json' });
  }

  /** As `request`, with one file (GraphQL multipart request specification). */
  async upload<T>(query: string, variables: Variables, file: Upload): Promise<T> {
    const form = new FormData();
    form.append('operations', JSON.stringify({ query, variables: { ...variables, [file.variable]: null } }));
    form.append('map', JSON.stringify({ file: [`variables.${file.variable}`] }));
    form.append('file', new Blob([file.content], { type: file.contentType }), file.fileName);
    return this.send<T>(form, { 'apollo-require-preflight': 'true' });
  }

  /** Follows a subscription until the answered function is called. */
  subscribe<T>(query: string, variables: Variables, sink: SubscriptionSink<T>): () => void {
    let left = false;
    const socket = createClient({
      url: `${this.baseUrl.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { ...this.headers },
      retryAttempts: 0,
    });
    const unsubscribe = socket.subscribe<T>(
      { query, variables: { ...variables } },
      {
        next: ({ data, errors }) => {
          if (data) sink.next(data);
          else sink.broken(new GraphqlRequestFailed(errors ?? []));
        },
        error: (reason) => sink.broken(reason),
        complete: () => {
          if (!left) sink.broken(new Error('The program ended the subscription.'));
        },
      },
    );
    return () => {
      left = true;
      unsubscribe();
      void socket.dispose();
    };
  }

  private async send<T>(body: string | FormData, headers: Record<string, string>): Promise<T> {
    const response = await fetch(`${this.baseUrl}/graphql`, {
      method: 'POST',
      headers: { accept: 'application/json', ...this.headers, ...headers },
      body,
    });
    const text = await response.text();
    if (!text.startsWith('{')) throw new Error(`The program answered ${response.status}: ${text.slice(0, 300)}`);
    const { data, errors } = JSON.parse(text) as { data?: T; errors?: GraphqlError[] };
    if (errors?.length) throw new GraphqlRequestFailed(errors);
    if (!data) throw new Error(`The program answered ${response.status} without data: ${text.slice(0, 300)}`);
    return data;
  }
}
