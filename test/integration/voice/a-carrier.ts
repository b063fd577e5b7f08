import { randomUUID } from 'node:crypto';
import type { DialPermission } from '../../../src/compliance/dial-permission';
import { monotonicMs } from '../../../src/platform/clock/clock';
import type { PlaceCallRequest } from '../../../src/voice/carrier.port';
import { TwilioCarrier } from '../../../src/voice/carriers/twilio/twilio-carrier';
import { TestClock } from '../../support/test-clock';

export const ACCOUNT = { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: 'emulator-auth-token' };

export const clock = new TestClock();

export function aCarrier(options: {
  baseUrl: string;
  publicUrl?: string;
  timeoutMs?: number;
  clockOffsetMs?: number;
}): TwilioCarrier {
  const { baseUrl, timeoutMs = 5_000, publicUrl = 'https://calls.example.com', clockOffsetMs = 0 } = options;
  return new TwilioCarrier(
    { ...ACCOUNT, fromNumber: '+14155550100', baseUrl, timeoutMs },
    { clock, publicUrl, clockOffsetMs },
  );
}

export function aRequest(changes: Partial<PlaceCallRequest> = {}): PlaceCallRequest {
  return {
    callId: randomUUID(),
    tenantId: randomUUID(),
    to: '+14155550101',
    from: '+14155550100',
    ringTimeoutSeconds: 25,
    maxCallSeconds: 600,
    ...changes,
  };
}

/** Only the dial gate can make a real one; a test of the carrier alone needs the shape of one. */
export function aPermission({ callId, tenantId, to }: PlaceCallRequest): DialPermission {
  const decidedAt = clock.now();
  const expiresAt = new Date(decidedAt.getTime() + 60_000);
  const isValidAt = (moment: Date): boolean => moment < expiresAt;
  const leave = { leaveByMs: monotonicMs() + 60_000, mayLeave: () => true };
  let uses = 0;
  const use = (): boolean => (uses += 1) === 1;
  const shape = { tenantId, callId, phone: to, checkId: randomUUID(), decidedAt, expiresAt, isValidAt, use, ...leave };
  return shape as unknown as DialPermission;
}
