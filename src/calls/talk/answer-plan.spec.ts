import type { Turn } from '../../conversations/turn.entity';
import { planOf } from './answer-plan';
import type { TalkScene } from './talk-scene';

const scene = {
  call: { id: 'call-1', tenantId: 'tenant-1' },
  agent: { language: 'en-US', voice: 'Polly.Matthew-Neural', greeting: '', prompt: '' },
} as TalkScene;

function turn(changes: Partial<Turn>): Turn {
  return { exchange: 3, text: 'Hello.', language: 'en-US', action: null, ...changes } as Turn;
}

describe('planOf', () => {
  it('talks and listens while nothing ends the call', () => {
    const plan = {
      kind: 'GATHER',
      say: 'Hello.',
      language: 'en-US',
      voice: 'Polly.Matthew-Neural',
      exchange: 3,
      tenantId: 'tenant-1',
      callId: 'call-1',
    };
    expect(planOf(scene, turn({}))).toEqual(plan);
    expect(planOf(scene, turn({ action: 'SAY_AGAIN' }))).toEqual(plan);
  });

  it('speaks another language with a voice of that language', () => {
    expect(planOf(scene, turn({ language: 'ar-AE' }))).toMatchObject({ language: 'ar-AE', voice: 'Polly.Hala-Neural' });
    expect(planOf(scene, turn({ language: null }))).toMatchObject({ language: 'en-US', voice: 'Polly.Matthew-Neural' });
  });

  it('says the last words and hangs up, or just hangs up', () => {
    expect(planOf(scene, turn({ action: 'END_CALL:DONE' })).kind).toBe('SAY_AND_HANG_UP');
    expect(planOf(scene, turn({ action: 'END_CALL:VOICEMAIL', text: '' }))).toEqual({ kind: 'HANG_UP' });
  });
});
