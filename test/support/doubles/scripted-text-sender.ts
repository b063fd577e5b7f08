import type { TextPermission } from '../../../src/compliance/text-permission';
import { readInboundText, readTextNews } from '../../../src/voice/carriers/twilio/texts/read-text';
import type { RawWebhook } from '../../../src/voice/carrier.port';
import {
  type InboundText,
  type SendTextRequest,
  type SendTextResult,
  type TextChannel,
  type TextNews,
  TextSender,
  type TextSnapshot,
} from '../../../src/voice/text.port';

export const SMS_NUMBER = '+14155550100';
export const WHATSAPP_NUMBER = '+14155550177';

/** A carrier of texts that does as told and remembers what it was asked; webhooks are read as Twilio's are. */
export class ScriptedTextSender extends TextSender {
  readonly name = 'TWILIO';
  readonly sent: SendTextRequest[] = [];
  readonly permissions: TextPermission[] = [];
  /** What the next requests answer; accepted when empty. */
  readonly answers: ((request: SendTextRequest) => SendTextResult | Promise<SendTextResult>)[] = [];
  /** What the carrier's list shows. */
  listed: TextSnapshot[] = [];
  numbers: Readonly<Partial<Record<TextChannel, string>>> = { SMS: SMS_NUMBER, WHATSAPP: WHATSAPP_NUMBER };

  numberFor(channel: TextChannel): string | null {
    return this.numbers[channel] ?? null;
  }

  async send(request: SendTextRequest, permission: TextPermission): Promise<SendTextResult> {
    this.sent.push(request);
    this.permissions.push(permission);
    const answer = this.answers.shift();
    return answer ? answer(request) : { kind: 'ACCEPTED', providerTextId: textSidOf(request.textId) };
  }

  findTexts(): Promise<TextSnapshot[]> {
    return Promise.resolve(this.listed);
  }

  readNews(webhook: RawWebhook): TextNews {
    return readTextNews(webhook);
  }

  readInbound(webhook: RawWebhook): InboundText {
    return readInboundText(webhook);
  }

  forget(): void {
    this.sent.length = this.permissions.length = this.answers.length = 0;
    this.listed = [];
    this.numbers = { SMS: SMS_NUMBER, WHATSAPP: WHATSAPP_NUMBER };
  }
}

/** The carrier's id of a text in these tests. */
export function textSidOf(textId: string): string {
  return `SM${textId.replaceAll('-', '')}`;
}
