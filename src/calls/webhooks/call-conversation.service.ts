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

  async answer(callId: string, exchange: number, webhook: RawWebhook): Promise<{ contentType: string; body: string }> {
    return this.carrier.render(await this.planFor(callId, exchange, webhook));
  }

  private async planFor(callId: string, exchange: number, { form }: RawWebhook): Promise<AnswerPlan> {
    const providerCallId = textOf(form['CallSid']);
    const call = providerCallId ? await this.answering.adopt(callId, providerCallId) : null;
    if (!call) return { kind: 'HANG_UP' };
    if (exchange === 0) return this.talk.open(call);
    const confidence = Number(textOf(form['Confidence']));
    const digits = textOf(form['Digits']);
    return this.talk.reply(call, exchange, {
      text: textOf(form['SpeechResult']) ?? '',
      ...(Number.isFinite(confidence) && confidence > 0 ? { confidence } : {}),
      ...(digits ? { digits } : {}),
    });
  }
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
