import { Agent as HttpAgent } from 'node:http';
import { RequestClient } from 'twilio';
import type ClientTypes from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';
import { leavingTransport } from '../../../platform/http/leaving-request';

const MAX_SOCKETS = 64;
const MAX_FREE_SOCKETS = 16;

/**
 * The SDK's HTTP client with another host, kept-alive and bounded connections and no retry. The SDK knows no base URL; it asks
 * this client for everything, paging included, so replacing scheme and host here is enough.
 */
export class TwilioRequestClient extends RequestClient {
  private readonly base: URL;

  constructor(options: { baseUrl: string; timeoutMs: number }) {
    super({
      timeout: options.timeoutMs,
      autoRetry: false,
      keepAlive: true,
      maxSockets: MAX_SOCKETS,
      maxTotalSockets: MAX_SOCKETS,
      maxFreeSockets: MAX_FREE_SOCKETS,
    });
    this.base = new URL(options.baseUrl);
    this.axios.defaults.transport = leavingTransport;
    // The SDK bounds only its https agent.
    this.axios.defaults.httpAgent = new HttpAgent({
      keepAlive: true,
      timeout: options.timeoutMs,
      maxSockets: MAX_SOCKETS,
      maxTotalSockets: MAX_SOCKETS,
      maxFreeSockets: MAX_FREE_SOCKETS,
    });
  }

  override request<T>(options: ClientTypes.RequestOptions<T>): Promise<Response<T>> {
    const uri = new URL(options.uri);
    uri.protocol = this.base.protocol;
    uri.host = this.base.host;
    // URL keeps the old port when the new host names none.
    uri.port = this.base.port;
    // The SDK's own debug log would print phone numbers.
    return super.request({ ...options, uri: uri.href, logLevel: undefined });
  }
}
