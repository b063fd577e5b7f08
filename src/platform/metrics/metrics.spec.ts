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
});
