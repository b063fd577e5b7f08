import * as fc from 'fast-check';
import type { ModelRequest } from '../language-model.port';
import { promptTokensAtMost } from './token-estimate';

const request: ModelRequest = {
  tier: 'FAST',
  purpose: 'REPLY',
  system: '',
  messages: [{ role: 'user', text: 'Hello' }],
  maxOutputTokens: 100,
  attribution: {},
};
const boundOf = (changes: Partial<ModelRequest>): number => promptTokensAtMost({ ...request, ...changes });

describe('the most a prompt can be charged for', () => {
  it('is never less than the bytes of what people say, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        const messages = texts.map((text) => ({ role: 'user' as const, text }));
        expect(boundOf({ messages })).toBeGreaterThanOrEqual(Buffer.byteLength(texts.join('')));
      }),
    );
  });

  it('counts our own instructions by two bytes a token', () => {
    expect(boundOf({ system: 'x'.repeat(1_000) }) - boundOf({})).toBe(500);
  });

  it('counts what a tool or a schema adds', () => {
    const tool = { name: 'end_call', description: 'Ends the call.', inputSchema: {} };
    expect(boundOf({ tools: [tool] })).toBeGreaterThan(boundOf({}) + 512);
    expect(boundOf({ outputSchema: { type: 'object' } })).toBeGreaterThan(boundOf({}) + 512);
  });
});
