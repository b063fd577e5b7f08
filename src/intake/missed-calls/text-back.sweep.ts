import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweeps } from '../../platform/queues/sweeps';
import { TextBack } from './text-back.service';
import { type DueTextBack, TextBackStore } from './text-back-store.service';

const SWEEP = 'text-backs';
const LANES = 4;

/** Texts back again where the carrier took nothing, and what the fact of a call has left undone. */
@Injectable()
export class TextBackSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly store: TextBackStore,
    private readonly texts: TextBack,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  async sweep(): Promise<void> {
    const attention = { sweep: SWEEP, lanes: LANES, idOf: ({ missedCallId }: DueTextBack): string => missedCallId };
    await this.sweeps.attendEach(await this.store.due(), attention, ({ missedCallId }) =>
      this.texts.send(missedCallId),
    );
  }
}
