import { Logger } from '@nestjs/common';
import { Metrics } from './metrics';

describe('Metrics', () => {
  it('prefixes names, keeps labels, and declares a metric once', async () => {
    const metrics = new Metrics();
    const declare = () =>
      metrics.counter({ name: 'calls_placed_total', help: 'Calls placed.', labelNames: ['carrier'] });
    declare().inc({ carrier: 'twilio' });
    declare().inc({ carrier: 'twilio' });
    metrics.gauge({ name: 'live_calls', help: 'Live calls.', collect: (gauge) => gauge.set(7) });
    metrics.histogram({ name: 'turn_seconds', help: 'Turns.', buckets: [1, 2] }).observe(1.5);
    const { body, contentType } = await metrics.text();
    expect(contentType).toContain('text/plain');
    expect(body).toContain('callwright_calls_placed_total{carrier="twilio"} 2');
    expect(body).toContain('callwright_live_calls 7');
    expect(body).toContain('callwright_turn_seconds_bucket{le="2"} 1');
    expect(body).toContain('callwright_process_cpu_seconds_total');
  });

  it('keeps registries apart', async () => {
    new Metrics().counter({ name: 'only_here_total', help: 'One.' }).inc();
    expect((await new Metrics().text()).body).not.toContain('only_here_total');
  });

  it('leaves out a gauge that cannot be collected, in one line of the log, until it can', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const metrics = new Metrics();
    let isDown = false;
    const unlessDown = (set: () => void) => async () => {
      if (isDown) throw new Error('no database');
      set();
    };
    metrics.gauge({ name: 'waiting', help: 'Waiting.', collect: (gauge) => unlessDown(() => gauge.set(3))() });
    metrics.gauge({
      name: 'live_calls',
      help: 'Live calls.',
      labelNames: ['status'],
      collect: (gauge) => unlessDown(() => gauge.set({ status: 'RINGING' }, 2))(),
    });
    const samples = async () =>
      (await metrics.text()).body.split('\n').filter((line) => /^callwright_(waiting|live_calls)/.test(line));
    const all = ['callwright_waiting 3', 'callwright_live_calls{status="RINGING"} 2'];
    expect(await samples()).toEqual(all);
    isDown = true;
    expect(await samples()).toEqual([]);
    expect(await samples()).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(2);
    isDown = false;
    expect(await samples()).toEqual(all);
    warn.mockRestore();
  });

  it('does not wait for ever for a gauge', async () => {
    jest.useFakeTimers();
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const metrics = new Metrics();
    metrics.gauge({ name: 'stuck', help: 'Stuck.', collect: () => new Promise(() => undefined) });
    const text = metrics.text();
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await text).body).not.toMatch(/^callwright_stuck/m);
    warn.mockRestore();
    jest.useRealTimers();
  });
});
