import { Injectable } from '@nestjs/common';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { Counter, Histogram } from 'prom-client';
import { monotonicMs } from '../clock/clock';
import { Metrics } from '../metrics/metrics';

type Outcome = 'ok' | 'error';
interface Running {
  readonly began: number;
  readonly type: string;
  readonly field: string;
}

/** Times operations by kind, first root field (a name of our schema, not the client's operation name) and outcome. */
@Injectable()
export class OperationMetrics {
  private readonly duration: Histogram<'type' | 'field' | 'outcome'>;
  private readonly refused: Counter<'transport'>;
  private readonly running = new WeakMap<object, Running>();

  constructor(metrics: Metrics) {
    this.duration = metrics.histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Time from the validated operation to its answer; for subscriptions, to their first event.',
      labelNames: ['type', 'field', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
    this.refused = metrics.counter({
      name: 'graphql_operations_refused_total',
      help: 'Operations refused before execution: unreadable, invalid or above a limit.',
      labelNames: ['transport'],
    });
  }

  /** `context` identifies the operation until it ends. */
  begin(context: object, operation: OperationDefinitionNode): void {
    const first = operation.selectionSet.selections[0];
    const field = first?.kind === Kind.FIELD ? first.name.value : 'fragment';
    this.running.set(context, { began: monotonicMs(), type: operation.operation, field });
  }

  /** Counts the first answer of an operation that has begun. */
  end(context: object, outcome: Outcome): void {
    const running = this.running.get(context);
    if (!running) return;
    this.running.delete(context);
    const { type, field, began } = running;
    this.duration.observe({ type, field, outcome }, (monotonicMs() - began) / 1_000);
  }

  refuse(transport: 'http' | 'socket'): void {
    this.refused.inc({ transport });
  }
}
