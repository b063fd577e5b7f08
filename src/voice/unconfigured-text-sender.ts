import { type InboundText, type SendTextResult, type TextNews, TextSender, type TextSnapshot } from './text.port';
import { CarrierNotConfigured } from './voice.errors';

/** Stands where a carrier of texts would: the program runs, and says clearly why it cannot text. */
export class UnconfiguredTextSender extends TextSender {
  readonly name = 'TWILIO';

  numberFor(): null {
    return null;
  }

  send(): Promise<SendTextResult> {
    return refuse();
  }

  findTexts(): Promise<TextSnapshot[]> {
    return refuse();
  }

  readNews(): TextNews {
    throw new CarrierNotConfigured();
  }

  readInbound(): InboundText {
    throw new CarrierNotConfigured();
  }
}

async function refuse(): Promise<never> {
  throw new CarrierNotConfigured();
}
