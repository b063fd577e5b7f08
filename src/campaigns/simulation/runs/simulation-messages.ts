import type { SimulationReport } from '../report';
import type { Scenario, SimulatedLead } from '../scenario';
import type { SimulationProgress } from '../time-machine';

/** What a thread is started with. */
export interface ThreadOrder {
  readonly scenario: Scenario;
  /** Path of another file of calling rules. */
  readonly rulesFile?: string | undefined;
}

/** To the thread: people, page by page, then the word to begin. */
export type ThreadInput = { readonly leads: readonly SimulatedLead[] } | { readonly begin: true };

/** From the thread. */
export type ThreadOutput = { readonly progress: SimulationProgress } | { readonly report: SimulationReport };
