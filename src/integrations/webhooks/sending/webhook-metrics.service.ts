import { Injectable } from '@nestjs/common';
import { Metrics } from '../../../platform/metrics/metrics';
import type { Noted } from './webhook-ledger.service';

/** How well companies are told. */
@Injectable()
export class WebhookMetrics {
  private readonly attempts;
  private readonly seconds;

  constructor(metrics: Metrics) {
    this.attempts = metrics.counter({
      name: 'webhook_attempts_total',
      help: 'Attempts to tell programs of companies what happened, by what became of the delivery.',
      labelNames: ['outcome'],
    });
    this.seconds = metrics.histogram({
      name: 'webhook_attempt_seconds',
      help: 'Time receivers of webhooks took to answer, or until they were given up.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 20],
    });
  }

  attempted(outcome: Noted, ms: number): void {
    this.attempts.inc({ outcome });
    this.seconds.observe(ms / 1_000);
  }
}
