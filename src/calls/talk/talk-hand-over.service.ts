import { Injectable, Logger } from '@nestjs/common';
import { CallTransfers } from '../transfers/call-transfers.service';
import { transferLinesIn } from '../transfers/transfer-lines';
import { summaryOf } from '../transfers/transfer-summary';
import type { AgentLine, TalkScene } from './talk-scene';
import { withTransfer } from './turn-actions';

/** Puts a person who asks for one through to a colleague, where the company has anybody to put them through to. */
@Injectable()
export class TalkHandOver {
  private readonly logger = new Logger(TalkHandOver.name);

  constructor(private readonly transfers: CallTransfers) {}

  /** What to say to a person who wants a human: that a colleague is being rung; without one, `line`. */
  async lineFor(scene: TalkScene, line: AgentLine): Promise<AgentLine> {
    const { language } = line;
    try {
      const begun = await this.transfers.begin({
        callId: scene.call.id,
        summary: { text: summaryOfScene(scene, language), language },
        reason: 'The caller asked for a person.',
        isBeingTold: true,
      });
      if (begun.kind !== 'BEGUN' && begun.kind !== 'UNDER_WAY') return line;
      return { ...line, text: transferLinesIn(language).holdOn, action: withTransfer(begun.transfer.id) };
    } catch (error) {
      this.logger.warn('nobody could be rung for a person who wants a human', { callId: scene.call.id }, error);
      return line;
    }
  }
}

function summaryOfScene({ lead, turns }: TalkScene, language: string): string {
  const words = turns.findLast(({ speaker }) => speaker === 'LEAD')?.text;
  return summaryOf({ language, name: lead.name, project: lead.project, words });
}
