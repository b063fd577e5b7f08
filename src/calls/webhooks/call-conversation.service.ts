import { Injectable } from '@nestjs/common';
import { Carrier, type AnswerPlan, type RawWebhook } from '../../voice/carrier.port';
import { CallAnswering } from '../following/call-answering.service';
import { SpokenConversation } from '../talk/spoken-conversation.service';

/** One question of the carrier, one answer: what to say next, or hang up. */
@Injectable()
export class CallConversation {
  constructor(
    private readonly answering: CallAnswering,
    private readonly talk: SpokenConversation,
    private readonly carrier: Carrier,
  ) {}

  /** @throws BadUserInput when the question does not say which call it is about. */
  async answer(callId: string, exchange: number, webhook: RawWebhook): Promise<{ contentType: string; body: string }> {
    return this.carrier.render(await this.planFor(callId, exchange, webhook));
  }

  private async planFor(callId: string, exchange: number, webhook: RawWebhook): Promise<AnswerPlan> {
    const { providerCallId, heard } = this.carrier.readHeard(webhook);
    const call = await this.answering.adopt(callId, providerCallId);
    if (call) return exchange === 0 ? this.talk.open(call) : this.talk.reply(call, exchange, heard);
    // The news of the end, or a verdict, may overtake the words, and the words may be a wish not to be called again.
    const over = exchange === 0 ? null : await this.answering.recognise(callId, providerCallId);
    return over ? this.talk.hearLate(over, exchange, heard) : { kind: 'HANG_UP' };
  }
}
