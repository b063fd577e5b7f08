import { Injectable } from '@nestjs/common';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CallMissed } from './missed-calls.events';
import { TextBack } from './text-back.service';

/** What follows a missed call in writing. May run twice. */
@Injectable()
export class MissedCallListener {
  constructor(private readonly texts: TextBack) {}

  @OnFact(CallMissed)
  async textBack(missed: { missedCallId: string; leadId: string; reaction: string }): Promise<void> {
    if (missed.reaction === 'TEXT_BACK') await this.texts.send(missed);
  }
}
