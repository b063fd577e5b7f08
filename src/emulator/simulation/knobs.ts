/** What the control endpoint may change while the emulator runs, apart from faults and time scale. */
export interface Knobs {
  /** Every seeded draw depends on it. */
  seed: number;
  /** Calls one account may start per simulated second; the rest queue. Zero means no limit. */
  cps: number;
  /** The account records every call that is picked up, as an account may be set to. */
  recordCalls: boolean;
}
