import { Client, type ClientConfig } from 'pg';

type Query = (...parameters: unknown[]) => unknown;

/**
 * A client that leaves a server which has not answered within `query_timeout`. The driver by itself fails the query and goes on
 * waiting for its answer, so that whoever gets the connection from the pool next waits behind it.
 */
export class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    const watched: Query = (...parameters) => {
      const answer = query(...parameters);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.leaveIfSilent(error));
      return answer;
    };
    Object.assign(this, { query: watched });
    // Between two owners nobody listens, and an error nobody hears ends the process. Its queries fail by themselves.
    this.on('error', () => undefined);
  }

  /** An ended client fails what is still queued on it and is thrown away by its pool; ending closes the socket at once. */
  private leaveIfSilent(error: unknown): void {
    if (error instanceof Error && error.message === 'Query read timeout') void this.end();
  }
}
