import { v7 as uuidv7 } from 'uuid';
import { accountState, type InvitationClaims, invitationKey, openInvitation, sealInvitation } from './invitation-token';

const key = invitationKey('a secret of at least thirty-two characters');
const now = new Date('2026-07-07T18:00:00Z');

function anInvitation(overrides: Partial<InvitationClaims> = {}): InvitationClaims {
  return {
    id: uuidv7(),
    tenantId: uuidv7(),
    email: 'rosa@example.com',
    role: 'OPERATOR',
    invitedBy: uuidv7(),
    account: accountState(undefined),
    expiresAt: now.getTime() + 1_000,
    ...overrides,
  };
}

describe('an invitation token', () => {
  it('gives back what was sealed', () => {
    const invitation = anInvitation();
    expect(openInvitation(key, sealInvitation(key, invitation), now)).toEqual(invitation);
  });

  it('expires', () => {
    const token = sealInvitation(key, anInvitation());
    expect(openInvitation(key, token, new Date(now.getTime() + 1_000))).toBeNull();
  });

  it('does not open with another key', () => {
    const token = sealInvitation(invitationKey('another secret of thirty-two characters'), anInvitation());
    expect(openInvitation(key, token, now)).toBeNull();
  });

  it('does not open when a claim was changed', () => {
    const [body = '', mac = ''] = sealInvitation(key, anInvitation()).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'OWNER' })).toString('base64url');
    expect(openInvitation(key, `${forged}.${mac}`, now)).toBeNull();
  });

  it.each(['', '.', 'a', 'a.b', 'a.b.c', `${'x'.repeat(40)}.`])('refuses %j', (token) => {
    expect(openInvitation(key, token, now)).toBeNull();
  });
});

describe('accountState', () => {
  it('differs between no account and any password', () => {
    const states = [undefined, '$argon2id$one', '$argon2id$two'].map(accountState);
    expect(new Set(states).size).toBe(3);
  });
});
