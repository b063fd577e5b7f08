import { Injectable, Logger, Optional } from '@nestjs/common';
import { CallTransfers } from '../transfers/call-transfers.service';
import { transferLinesIn } from '../transfers/transfer-lines';
import { summaryOf } from '../transfers/transfer-summary';
import { type HandOverCause, HandOverRule } from './hand-over-rule.port';
import { linesIn } from './spoken-lines';
import { type AgentLine, languageIn, type TalkScene } from './talk-scene';
import { did, handingOver } from './turn-actions';

/** The model's word for it. */
const ASKED = { reason: 'The caller asked for a person.' };
const TAKEN: HandOverCause = {
  trigger: 'MANUAL',
  reason: 'Somebody of the company took the conversation over.',
  isWish: false,
};

/** Gives a call to a person: a colleague who is rung, where the company has anybody to ring, else one who calls back. */
@Injectable()
export class TalkHandOver {
  private readonly logger = new Logger(TalkHandOver.name);

  constructor(
    private readonly transfers: CallTransfers,
    @Optional() private readonly rule?: HandOverRule,
  ) {}

  /** What to say when the call has to be a person's now; null while it is the agent's. Asks no model. */
  async due(scene: TalkScene): Promise<AgentLine | null> {
    const cause = this.rule?.causeIn(scene) ?? (isTakenOver(scene) ? TAKEN : null);
    if (!cause) return null;
    const language = languageIn(scene, '');
    const { human, handOver } = linesIn(language);
    const line = { text: cause.isWish ? human : handOver, language, action: handingOver(cause) };
    return this.lineFor(scene, line, cause);
  }

  /** What to say to a person who is handed over: that a colleague is being rung; without one, `line`. */
  async lineFor(
    scene: TalkScene,
    line: AgentLine,
    { reason, trigger }: { readonly reason: string; readonly trigger?: string } = ASKED,
  ): Promise<AgentLine> {
    const { language } = line;
    try {
      const begun = await this.transfers.begin({
        callId: scene.call.id,
        summary: { text: summaryOfScene(scene, language), language },
        reason,
        isBeingTold: true,
      });
      if (begun.kind !== 'BEGUN' && begun.kind !== 'UNDER_WAY') return line;
      const action = handingOver({ trigger, transferId: begun.transfer.id });
      return { ...line, text: transferLinesIn(language).holdOn, action };
    } catch (error) {
      this.logger.warn('nobody could be rung for a person who is handed over', { callId: scene.call.id }, error);
      return line;
    }
  }
}

/**
 * A person has the conversation. Not who was just told that nobody is free and that somebody calls back: that is why it is theirs, and
 * the agent was to go on meanwhile.
 */
function isTakenOver({ conversation, turns }: TalkScene): boolean {
  return conversation.status === 'ESCALATED' && !turns.some((turn) => did(turn, 'NOBODY_FREE'));
}

function summaryOfScene({ lead, turns }: TalkScene, language: string): string {
  const words = turns.findLast(({ speaker }) => speaker === 'LEAD')?.text;
  return summaryOf({ language, name: lead.name, project: lead.project, words });
}
