import type { TwilioCarrier } from '../voice/carriers/twilio/twilio-carrier';
import type { PlaceCallRequest } from '../voice/carrier.port';
import type { SendTextRequest, TextSender } from '../voice/text.port';
import * as gate from './dial-gate.service';
import * as permission from './dial-permission';
import type { DialPermission } from './dial-permission';
import * as textPermission from './text-permission';
import type { TextPermission } from './text-permission';

function carrierAsks(given: DialPermission): DialPermission {
  return given;
}

function textSenderAsks(given: TextPermission): TextPermission {
  return given;
}

const lookalike = {
  tenantId: 't',
  callId: 'c',
  textId: 'm',
  phone: '+12125552345',
  checkId: 'd',
  decidedAt: new Date(0),
  expiresAt: new Date(60_000),
  leaveByMs: 0,
  isValidAt: () => true,
  mayLeave: () => true,
  release: () => undefined,
};

/** Never run: the compiler is the test. */
export function forgeries(dial: DialPermission, text: TextPermission): unknown[] {
  class Lookalike {
    readonly #dial = true;
    readonly #text = true;
    readonly #fence = {};
    readonly tenantId = lookalike.tenantId;
    readonly callId = lookalike.callId;
    readonly textId = lookalike.textId;
    readonly phone = lookalike.phone;
    readonly checkId = lookalike.checkId;
    readonly decidedAt = lookalike.decidedAt;
    readonly expiresAt = lookalike.expiresAt;
    readonly leaveByMs = lookalike.leaveByMs;
    readonly mayLeave = lookalike.mayLeave;
    readonly release = lookalike.release;
    isValidAt(): boolean {
      return this.#dial && this.#text && !!this.#fence;
    }
  }
  return [
    // @ts-expect-error an object of the same shape is no permission
    carrierAsks(lookalike),
    // @ts-expect-error nor is a class of the same shape, private members and all
    carrierAsks(new Lookalike()),
    // @ts-expect-error nor is leave to send a text
    carrierAsks(text),
    // @ts-expect-error an object of the same shape is no leave to send a text
    textSenderAsks(lookalike),
    // @ts-expect-error nor is a class of the same shape
    textSenderAsks(new Lookalike()),
    // @ts-expect-error nor is leave to dial
    textSenderAsks(dial),
  ];
}

/** Never run: whoever asks a carrier without a permission does not compile. */
export function unasked(
  carrier: TwilioCarrier,
  sender: TextSender,
  call: PlaceCallRequest,
  text: SendTextRequest,
): unknown[] {
  return [
    // @ts-expect-error a call needs a permission
    carrier.placeCall(call),
    // @ts-expect-error a text needs a permission
    sender.send(text),
  ];
}

/** Everything the gate exports as a value. */
export const EXPORTED: (keyof typeof gate)[] = [
  'DialGate',
  // @ts-expect-error the classes of the permissions are not among it
  'GrantedDial',
  // @ts-expect-error neither of them
  'GrantedText',
];

describe('a permission to dial or to send a text', () => {
  it('can be made by nobody but the gate', () => {
    expect(Object.keys(permission)).toEqual([]);
    expect(Object.keys(textPermission)).toEqual([]);
    expect(Object.keys(gate)).toEqual(['DialGate']);
  });
});
