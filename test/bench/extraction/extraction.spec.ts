import { LanguageModel } from '../../../src/language-models/language-model.port';
import { dialoguesOf } from './dialogue-fixtures';
import { figuresOf } from './measure';
import { swapNumbers } from './number-swaps';
import { replayAnswers } from './recorded-answers';
import { NotRecorded, RecordedModel } from './recorded-model';
import { measureRules } from './rules-only';

describe('the dialogues', () => {
  const all = [...dialoguesOf('dev'), ...dialoguesOf('held-out')];

  it('are at least eighty, of fourteen domains, none of them in both halves', () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
    expect(new Set(all.map(({ domain }) => domain)).size).toBeGreaterThanOrEqual(14);
    const dev = new Set(dialoguesOf('dev').map(({ domain }) => domain));
    expect(dialoguesOf('held-out').filter(({ domain }) => dev.has(domain))).toEqual([]);
  });

  it('leave a quarter of the fields unspoken of', () => {
    const fields = all.flatMap(({ fields: of }) => of).length;
    const told = all.flatMap(({ gold }) => [...gold.keys()]).length;
    expect((fields - told) / fields).toBeGreaterThan(0.25);
  });
});

describe('what the rules read', () => {
  it('does not get worse', () => {
    const dev = measureRules('dev');
    expect(figuresOf(dev.total).f1).toBeGreaterThanOrEqual(0.95);
    expect(dev.total.invented / dev.total.absent).toBeLessThanOrEqual(0.02);
    const held = measureRules('held-out');
    expect(figuresOf(held.total).precision).toBeGreaterThanOrEqual(0.9);
    expect(figuresOf(held.total).recall).toBeGreaterThanOrEqual(0.8);
    expect(held.total.invented / held.total.absent).toBeLessThanOrEqual(0.05);
  });
});

describe('recorded answers of a model', () => {
  it('leave the true facts and none of the planted ones', async () => {
    const { faults, right, wanted, rejected, planted } = await replayAnswers(new RecordedModel());
    expect(faults).toEqual([]);
    expect({ right, rejected }).toEqual({ right: wanted, rejected: planted });
  });

  it('are of no use for another prompt, another form or another transcript', async () => {
    class Reworded extends LanguageModel {
      constructor(private readonly change: object) {
        super();
      }
      override isConfigured(): boolean {
        return true;
      }
      override complete(request: Parameters<RecordedModel['complete']>[0]) {
        return new RecordedModel().complete({ ...request, ...this.change });
      }
    }
    for (const change of [{ system: 'Be brief.' }, { outputSchema: {} }, { messages: [{ role: 'user', text: 'Hi' }] }])
      await expect(replayAnswers(new Reworded(change))).rejects.toThrow(NotRecorded);
  });
});

describe('the check of quotes', () => {
  it('believes every true number and catches every swapped one', () => {
    const { held, told, caught, swaps, escaped } = swapNumbers();
    expect(escaped).toEqual([]);
    expect({ held, caught }).toEqual({ held: told, caught: swaps });
    expect(swaps).toBeGreaterThan(10_000);
  });
});
