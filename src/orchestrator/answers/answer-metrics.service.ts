import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/metrics/metrics';

/** How quickly people are answered. */
@Injectable()
export class AnswerMetrics {
  private readonly seconds;

  constructor(metrics: Metrics) {
    this.seconds = metrics.histogram({
      name: 'answer_seconds',
      help: 'From the hearing of a message to its answer, models included.',
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
    });
  }

  delivered(ms: number): void {
    this.seconds.observe(Math.max(0, ms) / 1_000);
  }
}
