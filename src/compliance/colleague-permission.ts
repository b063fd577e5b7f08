/**
 * Leave to ring one colleague of the company for one transfer, valid for a minute. It is no leave to call anybody else: only the colleague
 * gate can make one, and it makes none for a number that is not registered as a colleague's.
 */
export type { ColleaguePermission } from './colleague-gate.service';
