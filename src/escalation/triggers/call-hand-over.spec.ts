import type { Turn } from '../../conversations/turn.entity';
import { CallHandOver } from './call-hand-over';

const rule = new CallHandOver();

function turns(...said: readonly (readonly ['AGENT' | 'LEAD', string])[]): Turn[] {
  return said.map(([speaker, text], index) => Object.assign({} as Turn, { seq: index + 1, speaker, text }));
}

const triggerOf = (text: string): string | undefined =>
  rule.causeIn({ turns: turns(['AGENT', 'Hello.'], ['LEAD', text]) })?.trigger;

describe('what is said on a call', () => {
  it.each([
    ['let me speak to a manager', 'HUMAN_REQUESTED'],
    ['agent', 'KEYWORD'],
    ['This is ridiculous', 'ANGER'],
    ['أريد التحدث مع موظف', 'HUMAN_REQUESTED'],
    ['किसी इंसान से बात कराइए', 'HUMAN_REQUESTED'],
    ['two bedrooms', undefined],
    ['Are you a human?', undefined],
    ['(pressed 0)', undefined],
  ])('"%s": %s', (text, trigger) => {
    expect(triggerOf(text)).toBe(trigger);
  });

  it.each([
    'If you would like to speak to a representative press zero',
    'You can talk to an agent. Please press the 2 now.',
    'I want you to leave a message, or talk to an operator.',
    'Si desea hablar, marque el 2. I want to talk to an agent.',
    'للتحدث اضغط 1. أريد التحدث مع موظف',
    'किसी एजेंट से बात करने के लिए 1 दबाएं। किसी इंसान से बात कराइए',
  ])('is no wish of a machine: %s', (text) => {
    expect(triggerOf(text)).toBeUndefined();
  });

  it('says who wants it', () => {
    expect(rule.causeIn({ turns: turns(['LEAD', 'agent please']) })).toMatchObject({ isWish: true });
    expect(rule.causeIn({ turns: turns(['LEAD', 'you are useless']) })).toEqual({
      trigger: 'ANGER',
      reason: 'The caller is angry.',
      isWish: false,
    });
  });

  it('has led nowhere after more than twenty exchanges', () => {
    const talked = Array.from({ length: 20 }, () => turns(['LEAD', 'Well.'], ['AGENT', 'And?'])).flat();
    expect(rule.causeIn({ turns: talked.slice(0, -1) })).toBeNull();
    expect(rule.causeIn({ turns: [...talked, ...turns(['LEAD', 'So.'])] })).toMatchObject({
      trigger: 'TOO_MANY_EXCHANGES',
      isWish: false,
    });
  });

  it('counts once: the agent has answered it, or has never been asked', () => {
    expect(rule.causeIn({ turns: turns(['LEAD', 'agent'], ['AGENT', 'Are you still there?']) })).toBeNull();
    expect(rule.causeIn({ turns: [] })).toBeNull();
  });
});
