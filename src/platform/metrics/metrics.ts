import { Injectable, Logger } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { within } from '../clock/within';

const PREFIX = 'callwright_';

/** Longest time one gauge may take to collect, in milliseconds: half of what Prometheus waits for all of a scrape. */
const COLLECT_MS = 5_000;

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
  private readonly logger = new Logger(Metrics.name);
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  counter<L extends string = never>(declaration: MetricDeclaration<L>): Counter<L> {
    const existing = this.registry.getSingleMetric(PREFIX + declaration.name);
    if (existing instanceof Counter) return existing;
    return new Counter<L>({ ...settings(declaration), registers: [this.registry] });
  }

  /**
   * `collect` runs at each scrape and sets the gauge; keep it cheap. When it fails, or takes longer than 5 s, the gauge is absent from
   * that scrape, which tells more than its last value or 0, and the other metrics are there: an outage is when they are looked at.
   */
  gauge<L extends string = never>(
    declaration: MetricDeclaration<L> & { collect?: (gauge: Gauge<L>) => void | Promise<void> },
  ): Gauge<L> {
    const { collect, ...rest } = declaration;
    const existing = this.registry.getSingleMetric(PREFIX + rest.name);
    if (existing instanceof Gauge) return existing;
    const collecting = collect && this.safely(rest, collect);
    return new Gauge<L>({
      ...settings(rest),
      registers: [this.registry],
      ...(collecting
        ? {
            async collect(this: Gauge<L>) {
              await collecting(this);
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

  /** Logs the first of several failures in a row. */
  private safely<L extends string>(
    { name, labelNames = [] }: MetricDeclaration<L>,
    collect: (gauge: Gauge<L>) => void | Promise<void>,
  ): (gauge: Gauge<L>) => Promise<void> {
    let failing = false;
    return async (gauge) => {
      try {
        await within(COLLECT_MS, async () => collect(gauge));
        failing = false;
      } catch (error) {
        if (!failing) this.logger.warn(`the gauge ${name} cannot be collected and is left out`, error);
        failing = true;
        // Resetting takes away what labels tell apart, and sets a gauge without labels to 0.
        if (labelNames.length > 0) gauge.reset();
        else gauge.remove();
      }
    };
  }
}

function settings<L extends string>(declaration: MetricDeclaration<L>) {
  const { name, help, labelNames = [] } = declaration;
  return { name: PREFIX + name, help, labelNames: [...labelNames] };
}
