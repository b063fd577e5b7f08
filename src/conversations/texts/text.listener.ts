import { Injectable } from '@nestjs/common';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { TextReplies } from './text-replies.service';
import { TextStops } from './text-stops.service';
import { TextCommandReceived, TextStoppedByCarrier } from './texts.events';

/** Sees to it that a command somebody texted is obeyed and answered, whatever becomes of the process that took it. */
@Injectable()
export class TextListener {
  constructor(
    private readonly replies: TextReplies,
    private readonly stops: TextStops,
  ) {}

  @OnFact(TextCommandReceived)
  async obey({ textId, isAnswered = false }: { textId: string; isAnswered?: boolean }): Promise<void> {
    await this.replies.act(textId, isAnswered);
  }

  @OnFact(TextStoppedByCarrier)
  async stop({ textId }: { textId: string }): Promise<void> {
    await this.stops.stopAsCarrierSays(textId);
  }
}
