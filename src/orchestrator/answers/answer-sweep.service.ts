import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweeps } from '../../platform/queues/sweeps';
import { Answerer } from './answerer.service';
import { AnswerStore } from './answer-store.service';
import type { AnswerJob } from './answers.jobs';

const SWEEP = 'answers';

/** Longer than a route, two replies and a reading of the conversation may take. */
const LONGEST_MS = 5 * 60_000;

const LANES = 4;

/** Answers what no bell has woken: it was lost, its wait is over, its worker died, or Redis is away altogether. */
@Injectable()
export class AnswerSweep implements OnApplicationBootstrap {
  constructor(
    private readonly store: AnswerStore,
    private readonly answerer: Answerer,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep(), { rowMs: LONGEST_MS });
  }

  async sweep(): Promise<void> {
    const lanes = { sweep: SWEEP, lanes: LANES, idOf: ({ answerId }: AnswerJob) => answerId };
    await this.sweeps.attendEach(await this.store.due(), lanes, ({ answerId }) => this.answerer.answer(answerId));
  }
}
