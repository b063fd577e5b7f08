import type { CallBridge, RingColleagueRequest } from '../voice/bridge.port';
import * as gate from './colleague-gate.service';
import * as permission from './colleague-permission';
import type { ColleaguePermission } from './colleague-permission';
import type { DialPermission } from './dial-permission';

function bridgeAsks(given: ColleaguePermission): ColleaguePermission {
  return given;
}

const lookalike = {
  tenantId: 't',
  legId: 'l',
  phone: '+12125552345',
  decidedAt: new Date(0),
  expiresAt: new Date(60_000),
  leaveByMs: 0,
  isValidAt: () => true,
  use: () => true,
  mayLeave: () => true,
  release: () => undefined,
};

/** Never run: the compiler is the test. */
export function forgeries(dial: DialPermission): unknown[] {
  return [
    // @ts-expect-error an object of the same shape is no permission
    bridgeAsks(lookalike),
    // @ts-expect-error nor is leave to call a lead
    bridgeAsks(dial),
  ];
}

/** Never run: whoever rings a colleague without a permission does not compile. */
export function unasked(bridge: CallBridge, request: RingColleagueRequest): unknown[] {
  return [
    // @ts-expect-error a colleague needs a permission
    bridge.ring(request),
  ];
}

/** Never run: leave to ring a colleague calls no lead. */
export function swapped(colleague: ColleaguePermission): DialPermission {
  // @ts-expect-error the two are not the same
  return colleague;
}

describe('a permission to ring a colleague', () => {
  it('can be made by nobody but its gate', () => {
    expect(Object.keys(permission)).toEqual([]);
    expect(Object.keys(gate)).toEqual(['ColleagueGate']);
  });
});
