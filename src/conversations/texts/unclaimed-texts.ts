import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics';
import type { TextChannel } from '../../voice/text.port';

/** Texts nobody can be found for: counted, and kept nowhere. */
@Injectable()
export class UnclaimedTexts {
  private readonly logger = new Logger(UnclaimedTexts.name);
  private readonly count: Counter<'channel'>;

  constructor(metrics: Metrics) {
    this.count = metrics.counter({
      name: 'texts_unclaimed_total',
      help: 'Texts to a shared number from people whom no company has contacted from it.',
      labelNames: ['channel'],
    });
  }

  note(channel: TextChannel): void {
    this.count.inc({ channel });
    this.logger.log({ channel }, 'a text belongs to no company');
  }
}
