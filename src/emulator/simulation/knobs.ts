/** People answer the texts they get: where to, channel by channel. Who has no address for a channel is silent there. */
export interface Writers {
  sms?: string | undefined;
  whatsapp?: string | undefined;
  /** Most texts one person writes. */
  messages: number;
}

/** What the control endpoint may change while the emulator runs, apart from faults and time scale. */
export interface Knobs {
  /** Every seeded draw depends on it. */
  seed: number;
  /** Calls one account may start per simulated second; the rest queue. Zero means no limit. */
  cps: number;
  /** The account records every call that is picked up, as an account may be set to. */
  recordCalls: boolean;
  /** Null while nobody writes. */
  writers: Writers | null;
}
