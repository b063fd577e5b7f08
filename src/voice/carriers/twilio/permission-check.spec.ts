import type { DialPermission } from '../../../compliance/dial-permission';
import type { TextPermission } from '../../../compliance/text-permission';
import type { PlaceCallRequest } from '../../carrier.port';
import type { SendTextRequest } from '../../text.port';
import { PermissionMismatch } from '../../voice.errors';
import { assertCovers, assertCoversText } from './permission-check';

const request: PlaceCallRequest = {
  callId: 'call-1',
  tenantId: 'tenant-1',
  to: '+14155550123',
  from: '+14155550100',
  ringTimeoutSeconds: 25,
  maxCallSeconds: 600,
};
const decidedAt = new Date('2026-07-07T18:00:00Z');
const expiresAt = new Date('2026-07-07T18:01:00Z');
/** Stands for what only the dial gate can make; that a real one lapses after its minute, and is good once, is tested there. */
function aPermission() {
  let used = false;
  return {
    tenantId: 'tenant-1',
    callId: 'call-1',
    textId: 'text-1',
    phone: '+14155550123',
    isValidAt: (moment: Date) => moment < expiresAt,
    use: () => !used && (used = true),
  };
}

type Changes = Partial<Record<keyof ReturnType<typeof aPermission>, unknown>>;

function refusal(changes: Changes, at = decidedAt): string {
  const permission = { ...aPermission(), ...changes } as unknown as DialPermission;
  return answerOf(() => assertCovers(permission, request, at));
}

function answerOf(ask: () => void): string {
  try {
    ask();
    return 'COVERED';
  } catch (error) {
    if (error instanceof PermissionMismatch) return error.reason;
    throw error;
  }
}

describe('assertCovers', () => {
  it('covers the call it was given for, until it expires', () => {
    expect(refusal({})).toBe('COVERED');
    expect(refusal({}, new Date('2026-07-07T18:00:59.999Z'))).toBe('COVERED');
    expect(refusal({}, expiresAt)).toBe('EXPIRED');
  });

  it.each([
    [{ callId: 'call-2' }, 'OTHER_CALL'],
    [{ tenantId: 'tenant-2' }, 'OTHER_CALL'],
    [{ phone: '+14155550124' }, 'OTHER_NUMBER'],
  ])('does not cover %p', (changes, reason) => {
    expect(refusal(changes)).toBe(reason);
  });

  it('covers one request, and no second', () => {
    const permission = aPermission() as unknown as DialPermission;
    const ask = (): string => answerOf(() => assertCovers(permission, request, decidedAt));
    expect([ask(), ask()]).toEqual(['COVERED', 'USED']);
  });

  it('says nothing personal', () => {
    expect(new PermissionMismatch('OTHER_NUMBER').message).not.toMatch(/\d{6}/);
  });
});

describe('assertCoversText', () => {
  const text: SendTextRequest = {
    textId: 'text-1',
    tenantId: 'tenant-1',
    channel: 'SMS',
    to: '+14155550123',
    from: '+14155550100',
    body: 'Hello',
  };
  const ask = (changes: Changes, at = decidedAt): string =>
    answerOf(() => assertCoversText({ ...aPermission(), ...changes } as unknown as TextPermission, text, at));

  it('covers one text, until it expires', () => {
    expect(ask({})).toBe('COVERED');
    expect(ask({}, expiresAt)).toBe('EXPIRED');
    expect(ask({ use: () => false })).toBe('USED');
  });

  it.each([
    [{ textId: 'text-2' }, 'OTHER_TEXT'],
    [{ tenantId: 'tenant-2' }, 'OTHER_TEXT'],
    [{ phone: '+14155550124' }, 'OTHER_NUMBER'],
  ])('does not cover %p', (changes, reason) => {
    expect(ask(changes)).toBe(reason);
  });
});
