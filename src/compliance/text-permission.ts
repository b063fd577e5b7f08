/**
 * Leave to send one text to one number, valid for a minute; the carrier of texts asks for it. Only the gate can make one.
 * (Shape the carrier of texts reads; the gate's own class takes its place.)
 */
export interface TextPermission {
  readonly tenantId: string;
  readonly textId: string;
  readonly phone: string;
  readonly checkId: string;
  isValidAt(moment: Date): boolean;
}
