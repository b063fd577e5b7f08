import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const PREFIX = 'callwright_';

export interface MetricDeclaration<L extends string> {
  /** Without the `callwright_` prefix; unit and kind at the end as Prometheus has it: `calls_placed_total`. */
  readonly name: string;
  readonly help: string;
  /** Every label needs few possible values; never an id. */
  readonly labelNames?: readonly L[];
}

/**
 * The registry of this process. A metric is declared where it is used; declaring it again gives the same one, so it may be
 * declared in a constructor.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  counter<L extends string = never>(declaration: MetricDeclaration<L>): Counter<L> {
    const existing = this.registry.getSingleMetric(PREFIX + declaration.name);
    if (existing instanceof Counter) return existing;
    return new Counter<L>({ ...settings(declaration), registers: [this.registry] });
  }

  /** `collect` runs at each scrape and sets the gauge; keep it cheap. */
  gauge<L extends string = never>(
    declaration: MetricDeclaration<L> & { collect?: (gauge: Gauge<L>) => void | Promise<void> },
  ): Gauge<L> {
    const { collect, ...rest } = declaration;
    const existing = this.registry.getSingleMetric(PREFIX + rest.name);
    if (existing instanceof Gauge) return existing;
    return new Gauge<L>({
      ...settings(rest),
      registers: [this.registry],
      ...(collect
        ? {
            async collect(this: Gauge<L>) {
              await collect(this);
            },
          }
        : {}),
    });
  }

  /** `buckets` in the metric's unit, seconds unless the name says otherwise. */
  histogram<L extends string = never>(
    declaration: MetricDeclaration<L> & { readonly buckets?: readonly number[] },
  ): Histogram<L> {
    const { buckets, ...rest } = declaration;
    const existing = this.registry.getSingleMetric(PREFIX + rest.name);
    if (existing instanceof Histogram) return existing;
    return new Histogram<L>({
      ...settings(rest),
      registers: [this.registry],
      ...(buckets ? { buckets: [...buckets] } : {}),
    });
  }

  /** Everything in the Prometheus text format. */
  async text(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }
}

function settings<L extends string>(declaration: MetricDeclaration<L>) {
  const { name, help, labelNames = [] } = declaration;
  return { name: PREFIX + name, help, labelNames: [...labelNames] };
}
