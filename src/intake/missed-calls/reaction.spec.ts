import { reactionTo } from './reaction';

const NOW = new Date('2026-07-07T18:00:00Z');
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);

describe('reactionTo', () => {
  it.each([
    ['NONE', 0, null, 'NONE'],
    ['TEXT_BACK', 0, null, 'TEXT_BACK'],
    ['TEXT_BACK', 23.9, null, 'TEXT_BACK'],
    ['TEXT_BACK', 24, null, 'NONE'],
    ['TEXT_BACK', 0, 23.9, 'NONE'],
    ['TEXT_BACK', 0, 24, 'TEXT_BACK'],
    ['CALL_BACK', 0, 0.1, 'CALL_BACK'],
    ['CALL_BACK', 24, null, 'NONE'],
  ] as const)('by %s, %s h after the call, %s h after the last text back, is %s', (policy, age, texted, reaction) => {
    const textedBackAt = texted === null ? null : ago(texted);
    expect(reactionTo({ calledAt: ago(age), textedBackAt }, policy, NOW)).toBe(reaction);
  });
});
