import { Injectable } from '@nestjs/common';
import { TextNeverSent } from '../../conversations/texts/texts.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CallMissed } from './missed-calls.events';
import { TextBack } from './text-back.service';
import { textBackOf } from './text-back-request';
import { TextBackStore } from './text-back-store.service';

/** What follows a missed call in writing. May run twice. */
@Injectable()
export class MissedCallListener {
  constructor(
    private readonly texts: TextBack,
    private readonly store: TextBackStore,
  ) {}

  @OnFact(CallMissed)
  async textBack({ missedCallId, reaction }: { missedCallId: string; reaction: string }): Promise<void> {
    if (reaction === 'TEXT_BACK') await this.texts.send(missedCallId);
  }

  @OnFact(TextNeverSent)
  async sendAgain({ requestKey }: { requestKey: string }): Promise<void> {
    const request = textBackOf(requestKey);
    if (request) await this.store.sendAgain(request);
  }
}
