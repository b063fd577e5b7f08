import { Renewals } from './renewals';

describe('renewals', () => {
  const row = { id: 1 };

  it('are waited for, whatever becomes of them, and those of other rows are not', async () => {
    const renewals = new Renewals<object>();
    let end: (error?: Error) => void = () => undefined;
    const going = renewals.run(
      row,
      () => new Promise((resolve, reject) => (end = (error) => (error ? reject(error) : resolve()))),
    );
    const order: string[] = [];
    const writing = renewals.over(row).then(() => order.push('written'));
    await renewals.over({ id: 2 });
    order.push('another row');
    end(new Error('connection lost'));
    await expect(going).rejects.toThrow('connection lost');
    await writing;
    expect(order).toEqual(['another row', 'written']);
  });

  it('hold up nobody where there are none', async () => {
    await expect(new Renewals<object>().over(row)).resolves.toBeUndefined();
  });
});
