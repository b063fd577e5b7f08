import { DELIVERY } from '../callback-urls';

/** About the caller: CALLER asks where they go on, LEFT when they fell out of the room, HOLD what they hear, ROOM tells what happened in it. */
export type TransferAddress = 'caller' | 'left' | 'hold' | 'room';

/** About one colleague: LEG asks what to say, KEY tells what was pressed, STATUS how the call goes on. */
export type LegAddress = 'leg' | 'key' | 'status';

/** The id in it correlates even when the answer to our own request was lost. */
export function transferUrl(
  kind: TransferAddress,
  of: { publicUrl: string; tenantId: string; transferId: string },
): string {
  return `${of.publicUrl}/webhooks/twilio/transfer/${kind}/${of.tenantId}/${of.transferId}${DELIVERY}`;
}

export function legUrl(kind: LegAddress, of: { publicUrl: string; tenantId: string; legId: string }): string {
  return `${of.publicUrl}/webhooks/twilio/transfer/${kind}/${of.tenantId}/${of.legId}${DELIVERY}`;
}
