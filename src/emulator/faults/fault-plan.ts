import { z } from 'zod';

/** When a fault strikes. Without `p` and `n` it strikes every time. */
const odds = {
  /** Probability of each strike, drawn with the seed. */
  p: z.number().min(0).max(1).optional(),
  /** At most this many strikes. */
  n: z.int().min(1).optional(),
};
const when = {
  ...odds,
  /** Only for these called numbers. */
  to: z.union([z.string(), z.array(z.string())]).optional(),
};
const bare = z.strictObject(when);
const ms = z.number().min(0).max(600_000);

/** Only these `CallStatus` values, for faults of status callbacks. */
const callback = { ...when, events: z.array(z.string()).optional() };
/** Only this kind of model request, or requests holding this text. */
const model = { ...odds, kind: z.enum(['reply', 'extraction']).optional(), match: z.string().min(1).optional() };
const bareModel = z.strictObject(model);

/** Every fault and its settings. All durations are real milliseconds: they are about the network, not the simulation. */
export const faultSchemas = {
  refuse: z.strictObject({
    ...when,
    status: z.int().min(400).max(599).default(400),
    code: z.int().default(21211),
    message: z.string().optional(),
  }),
  tooManyRequests: bare,
  fail500NoDial: bare,
  fail500AndDial: bare,
  hangAndDial: z.strictObject({ ...when, hangMs: ms.optional() }),
  hangWithoutDial: z.strictObject({ ...when, hangMs: ms.optional() }),
  callbackBeforeResponse: z.strictObject({ ...when, callbacks: z.int().min(1).max(4).default(1) }),
  resetAfterSend: bare,
  /** Dialed and answered with 201, but the answer breaks off in the middle. */
  replyThenReset: bare,
  /** Accepted at once, and left in the queue for so long. */
  queueTimeMs: z.strictObject({ ...when, ms: ms }),
  listLagMs: z.strictObject({ ...when, ms: ms }),
  /** A list leaves out a call it should show, and may show it the next time. */
  listOmits: bare,
  /** Texts only: accepted, sent, and never there. */
  undeliver: z.strictObject({ ...when, code: z.int().default(30003) }),

  duplicate: z.strictObject({ ...callback, copies: z.int().min(2).max(20).default(2) }),
  delay: z.strictObject({ ...callback, ms: ms.default(1_000) }),
  reorder: z.strictObject(callback),
  drop: z.strictObject(callback),
  wrongSignature: z.strictObject(callback),
  /** Sent beside the true one, well signed, to the address of another company's attempt. */
  wrongTenant: z.strictObject(callback),
  /** So many more of it, all at once and each as though it were new. */
  flood: z.strictObject({ ...callback, copies: z.int().min(1).max(200).default(20) }),

  /** Texts of people, on their way to the program. Here `to` is the person's number. */
  duplicateIncoming: z.strictObject({ ...when, copies: z.int().min(2).max(20).default(2) }),
  delayIncoming: z.strictObject({ ...when, ms: ms.default(1_000) }),
  /** Waits until the person's next one has arrived, and no longer than `ms`. */
  reorderIncoming: z.strictObject({ ...when, ms: ms.default(2_000) }),

  slowFirstByteMs: z.strictObject({ ...model, ms: ms }),
  stall: z.strictObject({ ...model, ms: ms.default(60_000) }),
  cleanTruncation: bareModel,
  socketDestroy: bareModel,
  sseError: bareModel,
  http429: z.strictObject({ ...model, retryAfterS: z.number().min(0).optional() }),
  http529: bareModel,
  http500: bareModel,
  refusal: bareModel,
  truncatedJson: bareModel,
  inventedQuote: bareModel,
  /** Answers give instructions away and do what the person tells the model to. */
  obedience: bareModel,
  down: bareModel,
} as const;

export type FaultName = keyof typeof faultSchemas;
export type FaultSettings = { [Name in FaultName]: z.output<(typeof faultSchemas)[Name]> };
export type FaultPlan = { [Name in FaultName]?: FaultSettings[Name] | null };

export const faultNames = Object.keys(faultSchemas) as FaultName[];

/** `true` stands for a fault without settings, a number for its duration, `null` takes the fault away. */
function entry(name: FaultName, schema: z.ZodType): z.ZodType {
  return z
    .preprocess((value) => {
      if (value === true) return {};
      if (value === false) return null;
      return typeof value === 'number' ? { [name.startsWith('hang') ? 'hangMs' : 'ms']: value } : value;
    }, schema.nullable())
    .optional();
}

const shape = Object.fromEntries(faultNames.map((name) => [name, entry(name, faultSchemas[name])]));

/** The `faults` member of a control request. An unknown fault is an error, not a silence. */
export const faultPlanSchema = z.strictObject(shape).transform((plan) => plan as FaultPlan);
