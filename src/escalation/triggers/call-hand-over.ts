import { Injectable } from '@nestjs/common';
import { type HandOverCause, HandOverRule } from '../../calls/talk/hand-over-rule.port';
import { plainWords } from '../../calls/talk/plain-words';
import type { TalkScene } from '../../calls/talk/talk-scene';
import type { EscalationTrigger } from './escalation-trigger';
import { triggerOf } from './trigger-of';

/** What menus and answering machines say around "to speak to a representative"; a colleague is not rung for one. */
const MACHINE = new RegExp(
  [
    '(?<!\\p{L})(?:press|dial|marque|pulse|presione) (?:\\p{L}+ )?(?:\\d|one|two|three|four|five|six|seven|eight|nine|zero|pound|hash|star|uno|dos|tres|cero)(?!\\p{L})',
    '(?:leave|record) (?:\\p{L}+ )?message|after the (?:tone|beep)|deje (?:su|un) mensaje|despues del tono',
    'اضغط (?:علي )?(?:الرقم |رقم )?\\d|اترك رساله|بعد (?:سماع )?الصافره',
    '(?:\\d|एक|दो|शून्य) दबा|संदेश छोड़',
  ].join('|'),
  'u',
);

/** The rule for what people write, on what they say by phone. */
@Injectable()
export class CallHandOver extends HandOverRule {
  causeIn({ turns }: Pick<TalkScene, 'turns'>): HandOverCause | null {
    const last = turns.at(-1);
    if (last?.speaker !== 'LEAD' || MACHINE.test(plainWords(last.text))) return null;
    const exchanges = turns.filter(({ speaker }) => speaker === 'LEAD').length;
    const trigger = triggerOf({ text: last.text, exchanges });
    if (!trigger) return null;
    return { trigger, reason: REASONS[trigger] ?? 'The call needs a person.', isWish: WISHES.has(trigger) };
  }
}

const WISHES: ReadonlySet<EscalationTrigger> = new Set<EscalationTrigger>(['HUMAN_REQUESTED', 'KEYWORD']);

const REASONS: Readonly<Partial<Record<EscalationTrigger, string>>> = {
  HUMAN_REQUESTED: 'The caller asked for a person.',
  KEYWORD: 'The caller asked for a person.',
  ANGER: 'The caller is angry.',
  TOO_MANY_EXCHANGES: 'The call has gone on for long.',
};
