import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { faultPlanSchema } from '../faults/fault-plan';
import type { CallRecord } from '../ledger/call-record';
import type { Ledger } from '../ledger/ledger';
import { ledgerEntry } from '../ledger/ledger-entry';
import { latestLetters } from './letters';
import { page } from './page';
import { stateOf, type ObservedParts } from './state';

export interface ControlParts extends ObservedParts {
  /** Puts everything back to how the emulator started. */
  reset: () => void;
}

const writers = z
  .strictObject({
    sms: z.url().optional(),
    whatsapp: z.url().optional(),
    messages: z.int().min(1).max(50).default(12),
  })
  .refine(({ sms, whatsapp }) => sms !== undefined || whatsapp !== undefined, 'names no address');

const change = z.strictObject({
  reset: z.literal(true).optional(),
  timeScale: z.number().positive().max(100_000).optional(),
  seed: z.int().optional(),
  cps: z.number().min(0).optional(),
  recordCalls: z.boolean().optional(),
  writers: writers.nullable().optional(),
  faults: faultPlanSchema.optional(),
});

/** Looking at the emulator and steering it, under `/_emulator`. Has no authentication: bind it to loopback. */
export function controlRouter(parts: ControlParts): Router {
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));
  router.get('/', (_request, response) => {
    response.type('html').send(page(stateOf(parts), newest(parts.ledger, 100), latestLetters(parts, 100)));
  });
  router.get('/state', (_request, response) => {
    response.json(stateOf(parts));
  });
  router.get('/ledger', (request, response) => sendLedger(parts.ledger, request, response));
  router.post('/calls/:call/leave', (request, response) => {
    const call = parts.ledger.find(request.params['call']);
    if (call) parts.switchboard.leave(call);
    response.status(call ? 204 : 404).end();
  });
  const control = (request: Request, response: Response) => {
    const parsed = change.safeParse(request.body ?? {});
    if (!parsed.success) {
      response.status(400).json({ emulator: true, error: z.prettifyError(parsed.error) });
      return;
    }
    apply(parts, parsed.data, request.method === 'PUT');
    response.json(stateOf(parts));
  };
  router.put('/control', control);
  router.post('/control', control);
  return router;
}

/** PUT replaces the whole set of faults, POST only those it names. */
function apply(parts: ControlParts, wanted: z.output<typeof change>, replace: boolean): void {
  if (wanted.reset) parts.reset();
  if (wanted.timeScale !== undefined) parts.pace.timeScale = wanted.timeScale;
  if (wanted.seed !== undefined) parts.knobs.seed = wanted.seed;
  if (wanted.cps !== undefined) parts.knobs.cps = wanted.cps;
  if (wanted.recordCalls !== undefined) parts.knobs.recordCalls = wanted.recordCalls;
  if (wanted.writers !== undefined) parts.knobs.writers = wanted.writers;
  if (wanted.faults && replace) parts.faults.replace(wanted.faults);
  else if (wanted.faults) parts.faults.merge(wanted.faults);
}

/** Every remembered call, oldest first; `since` (ISO 8601 or epoch milliseconds), `to` and `limit` narrow it down. */
function sendLedger(ledger: Ledger, request: Request, response: Response): void {
  const query = ledgerQuery.safeParse(request.query);
  if (!query.success) {
    response.status(400).json({ emulator: true, error: z.prettifyError(query.error) });
    return;
  }
  const { since, to, limit } = query.data;
  const source: Iterable<CallRecord> = to === undefined ? ledger.all() : ledger.to(to);
  response
    .type('json')
    .write(`{"emulator":true,"total":${ledger.total},"forgotten":${ledger.total - ledger.size},"calls":[`);
  let written = 0;
  for (const call of source) {
    if (written >= limit) break;
    if (call.createdAt < since) continue;
    response.write(`${written ? ',' : ''}${JSON.stringify(ledgerEntry(call))}`);
    written += 1;
  }
  response.end(']}');
}

const moment = z
  .string()
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text)))
  .refine((value) => !Number.isNaN(value), 'must be ISO 8601 or epoch milliseconds');

const ledgerQuery = z.object({
  since: moment.default(0),
  to: z.string().optional(),
  limit: z.coerce.number().int().min(1).default(Number.MAX_SAFE_INTEGER),
});

function newest(ledger: Ledger, count: number): CallRecord[] {
  const calls = [...ledger.all()];
  return calls.slice(-count).reverse();
}
