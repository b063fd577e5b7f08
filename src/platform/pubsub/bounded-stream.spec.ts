import { BoundedStream, SlowSubscriber } from './bounded-stream';

describe('bounded stream', () => {
  const opened = (limit: number) => {
    const end = jest.fn();
    return { stream: new BoundedStream<number>(limit, end), end };
  };

  it('hands items out in order, to readers early and late', async () => {
    const { stream } = opened(3);
    const early = stream.next();
    stream.push(1);
    stream.push(2);
    expect(await early).toEqual({ value: 1, done: false });
    expect(await stream.next()).toEqual({ value: 2, done: false });
  });

  it('ends for its reader and its source when the reader leaves', async () => {
    const { stream, end } = opened(3);
    const waiting = stream.next();
    await stream.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
    stream.push(1);
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('fails a reader that lags behind, and holds nothing for it', async () => {
    const { stream, end } = opened(2);
    for (const item of [1, 2, 3]) stream.push(item);
    await expect(stream.next()).rejects.toBeInstanceOf(SlowSubscriber);
    expect(end).toHaveBeenCalledTimes(1);
  });
});
