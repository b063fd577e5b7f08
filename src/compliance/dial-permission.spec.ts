import * as gate from './dial-gate.service';
import * as permission from './dial-permission';
import type { DialPermission } from './dial-permission';

function carrierAsks(given: DialPermission): DialPermission {
  return given;
}

const lookalike = {
  tenantId: 't',
  callId: 'c',
  phone: '+12125552345',
  checkId: 'd',
  decidedAt: new Date(0),
  expiresAt: new Date(60_000),
  isValidAt: () => true,
};

/** Never run: the compiler is the test. */
export function forgeries(): unknown[] {
  class Lookalike {
    readonly #granted = true;
    readonly tenantId = lookalike.tenantId;
    readonly callId = lookalike.callId;
    readonly phone = lookalike.phone;
    readonly checkId = lookalike.checkId;
    readonly decidedAt = lookalike.decidedAt;
    readonly expiresAt = lookalike.expiresAt;
    isValidAt(): boolean {
      return this.#granted;
    }
  }
  return [
    // @ts-expect-error an object of the same shape is no permission
    carrierAsks(lookalike),
    // @ts-expect-error nor is a class of the same shape, private member and all
    carrierAsks(new Lookalike()),
  ];
}

/** Everything the gate exports as a value. */
export const EXPORTED: (keyof typeof gate)[] = [
  'DialGate',
  // @ts-expect-error the class of the permission is not among it
  'GrantedPermission',
];

describe('a permission to dial', () => {
  it('can be made by nobody but the gate', () => {
    expect(Object.keys(permission)).toEqual([]);
    expect(Object.keys(gate)).toEqual(['DialGate']);
  });
});
