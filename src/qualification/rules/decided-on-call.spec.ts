import type { SpokenTurn } from '../evidence/verify-facts';
import { decidedOnCall } from './decided-on-call';

function said(text: string, action?: string): SpokenTurn[] {
  return [
    { seq: 1, speaker: 'LEAD', text, action: null },
    { seq: 2, speaker: 'AGENT', text: 'Goodbye.', action: action ?? null },
  ];
}

describe('what was decided on the call', () => {
  it.each([
    ['(pressed 9)', 'OPT_OUT', 'opt_out'],
    ['Never call me again.', undefined, 'opt_out'],
    ['Who is this?', 'END_CALL:WRONG_NUMBER', 'wrong_number'],
    ['Please leave a message', 'END_CALL:VOICEMAIL', 'voicemail'],
    ['A person, please', 'REQUEST_HUMAN', 'human_requested'],
    ['Later', 'SCHEDULE_CALLBACK', 'callback_requested'],
    ['Later', 'END_CALL:CALLBACK', 'callback_requested'],
    ['No, thank you', 'END_CALL:NOT_INTERESTED', 'not_interested'],
    ['Goodbye', 'END_CALL:DONE', 'none'],
    ['Hello?', 'STILL_THERE', 'none'],
    ['Hello', undefined, 'none'],
  ])('%s, %s: %s', (text, action, signal) => {
    expect(decidedOnCall(said(text, action))).toMatchObject({ signal });
  });

  it('keeps when to call back, colons and all', () => {
    expect(decidedOnCall(said('Later', 'SCHEDULE_CALLBACK:Thursday at 4:30')).callbackText).toBe('Thursday at 4:30');
    expect(decidedOnCall(said('Later', 'SCHEDULE_CALLBACK')).callbackText).toBeNull();
    expect(decidedOnCall([])).toEqual({ signal: 'none', callbackText: null });
  });

  it('does not take our own words for the lead’s', () => {
    const turns: SpokenTurn[] = [{ seq: 1, speaker: 'AGENT', text: 'Say stop and we never call again. Stop?' }];
    expect(decidedOnCall(turns).signal).toBe('none');
  });

  it('forgets a wish for a person, and nothing else, when a person has given the conversation back', () => {
    const asked = said('A person, please', 'REQUEST_HUMAN');
    expect(decidedOnCall(asked, 2).signal).toBe('none');
    expect(decidedOnCall(asked, 1).signal).toBe('human_requested');
    expect(decidedOnCall(said('Later', 'OPT_OUT'), 2).signal).toBe('opt_out');
  });

  it('lets the strongest stand, whichever came last', () => {
    expect(decidedOnCall([...said('Later', 'OPT_OUT'), ...said('Later', 'SCHEDULE_CALLBACK:at 4')]).signal).toBe(
      'opt_out',
    );
  });
});
