import type { ModelUsage } from '../model-usage';
import { costMicros, priceOf } from './model-cost';
import { MODEL_PRICES } from './model-prices';

const TODAY = new Date('2026-11-20T12:00:00.000Z');

function usage(inputTokens: number, cacheReadTokens: number, outputTokens: number, cacheWriteTokens = 0): ModelUsage {
  return { inputTokens, cacheReadTokens, outputTokens, cacheWriteTokens };
}

describe('what an answer costs', () => {
  it('adds up every kind of token at its own price', () => {
    // 400 x 2 + 6,000 x 0.10 + 250 x 10 USD per million tokens.
    expect(costMicros('claude-sonnet-5-5', usage(400, 6_000, 250), TODAY)).toBe(3_900);
    expect(costMicros('claude-sonnet-5-5', usage(0, 0, 0, 1_000), TODAY)).toBe(2_500);
  });

  it('keeps the price of its day', () => {
    const cached = usage(0, 1_000_000, 0);
    expect(costMicros('claude-sonnet-5-5', cached, new Date('2026-10-06T23:00:00.000Z'))).toBe(200_000);
    expect(costMicros('claude-sonnet-5-5', cached, new Date('2026-10-07T00:00:00.000Z'))).toBe(100_000);
  });

  it('is that of the first price for an earlier moment', () => {
    const early = new Date('2026-07-07T00:00:00.000Z');
    expect(costMicros('claude-sonnet-5-5', usage(0, 1_000_000, 0), early)).toBe(200_000);
    expect(costMicros('claude-haiku-5-5', usage(100, 0, 0), early)).toBe(10);
  });

  it('prices the whole request in the band of its prompt, cached tokens included', () => {
    expect(costMicros('claude-haiku-5-5', usage(100_000, 0, 0), TODAY)).toBe(10_000);
    expect(costMicros('claude-haiku-5-5', usage(100_001, 0, 0), TODAY)).toBe(50_001);
    expect(costMicros('claude-haiku-5-5', usage(1, 100_000, 0), TODAY)).toBe(5_001);
  });

  it('rounds a fraction of a millionth up', () => {
    expect(costMicros('claude-haiku-5-5', usage(1, 0, 0), TODAY)).toBe(1);
  });

  it('knows dated ids, and does not take one model for another', () => {
    expect(priceOf('claude-haiku-4-5-20251001', 1, TODAY)?.input).toBe(1_000);
    expect(priceOf('claude-sonnet-5-5', 1, TODAY)?.model).toBe('claude-sonnet-5-5');
    expect(priceOf('claude-sonnet-5-9', 1, TODAY)).toBeUndefined();
    expect(priceOf('claude-fable-5-1', 1, TODAY)).toMatchObject({ input: 10_000, output: 50_000 });
  });

  it('holds for every day where the table names none', () => {
    const longAgo = new Date('2020-01-01T00:00:00.000Z');
    expect(costMicros('claude-sonnet-4-6', usage(1_000, 0, 0), longAgo)).toBe(3_000);
  });

  // The dearest answers are not sold by whom the dearest cache reads are.
  it.each([
    ['prompt', usage(1_000, 0, 0), 10_000],
    ['cache reads', usage(0, 1_000, 0), 500],
    ['cache writes', usage(0, 0, 0, 1_000), 12_500],
    ['answer', usage(0, 0, 1_000), 50_000],
  ])('is the dearest there is for the %s of a model nobody priced', (_, spent, micros) => {
    expect(costMicros('a-new-model', spent, TODAY)).toBe(micros);
  });

  it.each(MODEL_PRICES)('writes a cache for 1.25 times the prompt: $model', ({ input, cacheWrite }) => {
    expect(cacheWrite).toBe(input * 1.25);
  });
});
