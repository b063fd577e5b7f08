import { TooLate, within } from './within';

describe('within', () => {
  it('answers what the work answers', async () => {
    await expect(within(1_000, async () => 'done')).resolves.toBe('done');
    await expect(within(1_000, async () => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('ends on time although the work does not, and tells it to stop', async () => {
    let signal: AbortSignal | undefined;
    const stuck = within(5, (given) => {
      signal = given;
      return new Promise<never>(() => undefined);
    });
    await expect(stuck).rejects.toThrow(TooLate);
    expect(signal?.aborted).toBe(true);
  });

  it('leaves no rejection behind when the work fails after its time', async () => {
    const late = within(
      5,
      (signal) =>
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    await expect(late).rejects.toThrow(TooLate);
  });
});
