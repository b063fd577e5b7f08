/** Leave to send one text to one number, valid for a minute; made by the dial gate alone, like the permission to dial. */
export type { TextPermission } from './dial-gate.service';
