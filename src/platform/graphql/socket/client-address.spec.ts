import type { IncomingMessage } from 'node:http';
import { clientAddress } from './client-address';

const request = (forwarded?: string | string[]): Pick<IncomingMessage, 'headers' | 'socket'> =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '10.0.0.1' } }) as unknown as IncomingMessage;

describe('clientAddress', () => {
  it.each([
    [undefined, 0, '10.0.0.1'],
    ['6.6.6.6', 0, '10.0.0.1'],
    ['6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['203.0.113.9', 3, '203.0.113.9'],
    [undefined, 1, '10.0.0.1'],
    [['6.6.6.6', '203.0.113.9'], 1, '203.0.113.9'],
  ])('of %s behind %i proxies is %s', (forwarded, hops, address) => {
    expect(clientAddress(request(forwarded), hops)).toBe(address);
  });
});
