import { Injectable } from '@nestjs/common';
import { TextNeverSent } from '../../conversations/texts/texts.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { AnswerStore } from './answer-store.service';
import { requestOf } from './answer-utterance';

/** Thrown to have the fact delivered again later. */
class StillUnderWay extends Error {
  constructor() {
    super('An answer is being sent.');
    this.name = 'StillUnderWay';
  }
}

/** Hears of answers that counted as said, as the carrier may have had them, and turn out never to have left: they are said again. */
@Injectable()
export class TextNeverSentListener {
  constructor(private readonly store: AnswerStore) {}

  @OnFact(TextNeverSent)
  async sayAgain({ requestKey }: { requestKey: string }): Promise<void> {
    const request = requestOf(requestKey);
    const answer = request ? await this.store.find(request.id) : null;
    // One that has been followed by another request knows.
    if (!answer || answer.sends !== request?.sends || answer.state === 'SKIPPED') return;
    if (answer.state !== 'DONE') throw new StillUnderWay();
    await this.store.reopen(answer);
  }
}
