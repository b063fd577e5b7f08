import type { EntityManager } from 'typeorm';

/**
 * Whoever adds a live call counts those there are and adds it in one transaction that holds this name, so that together they never
 * pass a limit. It is held over all companies: keep what is done under it short, and take it after any lock on rows.
 */
export const CAPACITY_LOCK = 'dialing capacity';

/** A limit that leaves no room for one more call: the company's at once or of its day, the agent's, the account's, the platform's. */
export const FULL_LIMITS = [
  'TENANT_CONCURRENCY',
  'TENANT_DAILY_LIMIT',
  'AGENT_CONCURRENCY',
  'CARRIER_CONCURRENCY',
  'PLATFORM_CONCURRENCY',
] as const;

export type FullLimit = (typeof FULL_LIMITS)[number];

/** Room for calls that no campaign asked for. Provided by the campaigns room, which shares all calls out. */
export abstract class CallSlots {
  /**
   * Runs `make`, which inserts one live call of this agent, in a unit of work in which there is room for it; or says which limit is full. No other
   * call takes the room meanwhile.
   */
  abstract withRoom<T>(
    agentId: string,
    make: (tx: EntityManager, moment: Date) => Promise<T>,
  ): Promise<{ readonly made: T } | { readonly full: FullLimit }>;
}
