import { Injectable } from '@nestjs/common';
import { MessageHeard } from '../../conversations/conversations.events';
import { CallMissed } from '../../intake/missed-calls/missed-calls.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CallBacks } from './call-backs.service';
import { PacingBell } from './pacing-bell.service';
import { ReplyStops } from './reply-stops.service';

/** What people do by themselves, as far as calls to them are concerned. Every reaction may run twice. */
@Injectable()
export class IntakeListener {
  constructor(
    private readonly replies: ReplyStops,
    private readonly callBacks: CallBacks,
    private readonly pacing: PacingBell,
  ) {}

  @OnFact(MessageHeard)
  async stopOnReply({ leadId }: { leadId: string }): Promise<void> {
    await this.replies.afterMessageOf(leadId);
  }

  @OnFact(CallMissed)
  async callBack({ leadId, reaction }: { leadId: string; reaction: string }): Promise<void> {
    if (reaction !== 'CALL_BACK') return;
    const campaignId = await this.callBacks.plan(leadId);
    // Somebody waits by the phone.
    if (campaignId) this.pacing.wake(campaignId, 0, 'HOT');
  }
}
