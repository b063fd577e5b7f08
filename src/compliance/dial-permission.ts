/**
 * Leave to dial one number for one call, valid for a minute; the carrier asks for it. Only the dial gate can make one: the class is
 * private to the gate's file and holds a private member, so no object literal anywhere else has this type.
 */
export type { DialPermission } from './dial-gate.service';
