import type { DialPermission } from '../../../compliance/dial-permission';
import type { PlaceCallRequest } from '../../carrier.port';
import { PermissionMismatch } from '../../voice.errors';
import { assertCovers } from './permission-check';

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
/** Stands for what only the dial gate can make; that a real one lapses after its minute is tested there. */
const permission = {
  tenantId: 'tenant-1',
  callId: 'call-1',
  phone: '+14155550123',
  isValidAt: (moment: Date) => moment < expiresAt,
};

function refusal(changes: Partial<Record<keyof typeof permission, unknown>>, at = decidedAt): string {
  try {
    assertCovers({ ...permission, ...changes } as unknown as DialPermission, request, at);
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

  it('says nothing personal', () => {
    expect(new PermissionMismatch('OTHER_NUMBER').message).not.toMatch(/\d{6}/);
  });
});
