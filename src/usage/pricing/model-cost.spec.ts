import * as fc from 'fast-check';
import type { ModelUsage } from '../model-usage';
import { costMicros, costMicrosAtMost, dearestMicros, priceOf } from './model-cost';
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

describe('the most an answer can cost', () => {
  const today = { from: TODAY, until: new Date(TODAY.getTime() + 120_000) };

  it('prices the prompt as if all of it were written to the cache', () => {
    expect(costMicrosAtMost('claude-sonnet-5-5', { promptTokens: 1_000, outputTokens: 100 }, today)).toBe(3_500);
  });

  it('takes the dearest band a prompt of that length can fall into', () => {
    const band = (promptTokens: number) =>
      costMicrosAtMost('claude-haiku-5-5', { promptTokens, outputTokens: 0 }, today);
    expect(band(100_000)).toBe(12_500);
    expect(band(100_001)).toBe(62_501);
    expect(dearestMicros('claude-haiku-5-5', 100_000, today)).toBe(50_000);
    expect(dearestMicros('claude-haiku-5-5', 100_001, today)).toBe(250_003);
  });

  it('takes the dearer of the days it may begin and end on', () => {
    const change = { from: new Date('2026-10-06T23:59:59.000Z'), until: new Date('2026-10-07T00:01:00.000Z') };
    const onlyAfter = { from: change.until, until: change.until };
    const prompt = { promptTokens: 1_000, outputTokens: 0 };
    expect(costMicrosAtMost('claude-sonnet-5-5', prompt, change)).toBeGreaterThanOrEqual(
      costMicrosAtMost('claude-sonnet-5-5', prompt, onlyAfter),
    );
  });

  it('is the dearest there is for a model nobody priced', () => {
    expect(costMicrosAtMost('a-new-model', { promptTokens: 1_000, outputTokens: 1_000 }, today)).toBe(62_500);
  });

  it('is never less than what an answer within it does cost', () => {
    const tokens = fc.integer({ min: 0, max: 150_000 });
    const models = fc.constantFrom(...MODEL_PRICES.map(({ model }) => model), 'a-new-model');
    fc.assert(
      fc.property(models, tokens, tokens, tokens, tokens, (model, input, write, read, output) => {
        const cost = costMicros(model, usage(input, read, output, write), TODAY);
        const promptTokens = input + write + read;
        expect(costMicrosAtMost(model, { promptTokens, outputTokens: output }, today)).toBeGreaterThanOrEqual(cost);
        expect(dearestMicros(model, promptTokens + output, today)).toBeGreaterThanOrEqual(cost);
      }),
    );
  });
});
