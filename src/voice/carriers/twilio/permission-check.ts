import type { ColleaguePermission } from '../../../compliance/colleague-permission';
import type { DialPermission } from '../../../compliance/dial-permission';
import type { TextPermission } from '../../../compliance/text-permission';
import type { RingColleagueRequest } from '../../bridge.port';
import type { PlaceCallRequest } from '../../carrier.port';
import type { SendTextRequest } from '../../text.port';
import { PermissionMismatch } from '../../voice.errors';

/** Uses the permission up. @throws PermissionMismatch unless it was given for this call to this number, is unused and still holds at `moment`. */
export function assertCovers(permission: DialPermission, request: PlaceCallRequest, moment: Date): void {
  if (permission.tenantId !== request.tenantId || permission.callId !== request.callId) {
    throw new PermissionMismatch('OTHER_CALL');
  }
  if (permission.phone !== request.to) throw new PermissionMismatch('OTHER_NUMBER');
  if (!permission.isValidAt(moment)) throw new PermissionMismatch('EXPIRED');
  if (!permission.use()) throw new PermissionMismatch('USED');
}

/** Uses the permission up. @throws PermissionMismatch unless it was given for this text to this number, is unused and still holds at `moment`. */
export function assertCoversText(permission: TextPermission, request: SendTextRequest, moment: Date): void {
  if (permission.tenantId !== request.tenantId || permission.textId !== request.textId) {
    throw new PermissionMismatch('OTHER_TEXT');
  }
  if (permission.phone !== request.to) throw new PermissionMismatch('OTHER_NUMBER');
  if (!permission.isValidAt(moment)) throw new PermissionMismatch('EXPIRED');
  if (!permission.use()) throw new PermissionMismatch('USED');
}

/** Uses the permission up. @throws PermissionMismatch unless it was given for this call to this colleague, is unused and still holds at `moment`. */
export function assertCoversColleague(
  permission: ColleaguePermission,
  request: RingColleagueRequest,
  moment: Date,
): void {
  if (permission.tenantId !== request.tenantId || permission.legId !== request.legId) {
    throw new PermissionMismatch('OTHER_CALL');
  }
  if (permission.phone !== request.to) throw new PermissionMismatch('OTHER_NUMBER');
  if (!permission.isValidAt(moment)) throw new PermissionMismatch('EXPIRED');
  if (!permission.use()) throw new PermissionMismatch('USED');
}
