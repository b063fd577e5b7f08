/** What is taken out of the dial step to see that the model notices. */
export type Plant =
  'RETRY_POST' | 'NO_SETTLING' | 'NO_ADOPTION_FENCE' | 'NO_RECONCILIATION' | 'NO_SENT_MARK' | 'NO_LEAVE';

/** How often what goes wrong: of requests, of crashes and freezes, of callbacks and lists. */
export interface Weather {
  readonly timeoutAndDial: number;
  readonly timeoutNoDial: number;
  readonly errorAndDial: number;
  readonly errorNoDial: number;
  readonly refused: number;
  readonly crash: number;
  readonly freeze: number;
  readonly callbackLost: number;
  readonly callbackTwice: number;
  readonly listFails: number;
}

/** 15 % of requests disturbed, 3 % crashes, 10 % of callbacks lost, 20 % doubled (the rates of the design's own model). */
export const ROUGH: Weather = {
  timeoutAndDial: 0.04,
  timeoutNoDial: 0.04,
  errorAndDial: 0.02,
  errorNoDial: 0.03,
  refused: 0.02,
  crash: 0.03,
  freeze: 0.02,
  callbackLost: 0.1,
  callbackTwice: 0.2,
  listFails: 0.05,
};

/** Nothing is heard of calls but what is asked for. */
export const DEAF: Weather = { ...ROUGH, callbackLost: 1 };

/** Every third request is dialed and answered with a fault, and workers stand still all the time. */
export const STORM: Weather = { ...DEAF, errorAndDial: 0.3, freeze: 0.2 };

export interface HistoryPlan {
  readonly seed: number;
  readonly weather: Weather;
  readonly plants: ReadonlySet<Plant>;
}

/** What a history came to, by the carrier's own book. */
export interface HistoryEnd {
  /** Attempts the carrier dialed more than once, or that we took for never dialed. */
  readonly doubleDials: number;
  /** Conversations beyond the first. */
  readonly doubleConversations: number;
  readonly neverDialed: boolean;
  /** The person is not free again, and nobody is talking. */
  readonly unsettled: boolean;
  readonly trace: readonly string[];
}
