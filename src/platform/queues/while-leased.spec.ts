import { whileLeased } from './while-leased';

describe('a lease that is kept while work goes on', () => {
  it('is renewed until the work ends, and not after', async () => {
    const renewals: number[] = [];
    const renew = async (): Promise<void> => {
      renewals.push(renewals.length);
    };
    await whileLeased({ everyMs: 1, renew }, async () => {
      while (renewals.length < 3) await new Promise((resolve) => setImmediate(resolve));
    });
    const atTheEnd = renewals.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(renewals.length).toBe(atTheEnd);
  });

  it('waits for the renewal under way, also when the work fails', async () => {
    const order: string[] = [];
    let begun = (): void => undefined;
    const renewing = new Promise<void>((resolve) => (begun = resolve));
    const renew = async (): Promise<void> => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('renewed');
    };
    const work = async (): Promise<never> => {
      await renewing;
      throw new Error('no verdict');
    };
    await expect(whileLeased({ everyMs: 1, renew }, work)).rejects.toThrow('no verdict');
    expect(order).toEqual(['renewed']);
  });
});
