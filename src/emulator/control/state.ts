import type { ModelCounters } from '../anthropic/model-counters';
import type { FaultBox } from '../faults/fault-box';
import type { Ledger } from '../ledger/ledger';
import type { Knobs, Writers } from '../simulation/knobs';
import type { Pace } from '../simulation/pace';
import type { CreateText } from '../texts/create-text';
import type { IncomingTexts } from '../texts/incoming-texts';
import type { TextBook } from '../texts/text-book';
import type { WritingPeople } from '../texts/writing-people';
import type { Switchboard } from '../twilio/switchboard';
import type { WebhookSender } from '../twilio/webhook-sender';

export interface TextParts {
  book: TextBook;
  createText: CreateText;
  incoming: IncomingTexts;
  people: WritingPeople;
}

export interface ObservedParts {
  pace: Pace;
  knobs: Knobs;
  faults: FaultBox;
  ledger: Ledger;
  switchboard: Switchboard;
  sender: WebhookSender;
  counters: ModelCounters;
  texts: TextParts;
}

export interface EmulatorState {
  emulator: true;
  timeScale: number;
  seed: number;
  cps: number;
  recordCalls: boolean;
  writers: Writers | null;
  faults: ReturnType<FaultBox['report']>;
  calls: { total: number; remembered: number; live: number; queued: number; byStatus: Record<string, number> };
  /** `underWay`: on the way to a person, being thought about by one, or on the way to the program. */
  texts: { sent: number; written: number; underWay: number };
  webhooks: { sent: number; failed: number; inFlight: number };
  model: { requests: number; answered: number; inputTokens: number; outputTokens: number };
  memory: { rssBytes: number };
}

/** How the emulator is set and what it has done. */
export function stateOf(parts: ObservedParts): EmulatorState {
  const { ledger, switchboard, sender, counters, texts } = parts;
  const byStatus: Record<string, number> = {};
  for (const { status } of ledger.all()) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    emulator: true,
    timeScale: parts.pace.timeScale,
    seed: parts.knobs.seed,
    cps: parts.knobs.cps,
    recordCalls: parts.knobs.recordCalls,
    writers: parts.knobs.writers,
    faults: parts.faults.report(),
    calls: {
      total: ledger.total,
      remembered: ledger.size,
      live: switchboard.liveCalls,
      queued: switchboard.queuedCalls,
      byStatus,
    },
    texts: {
      sent: texts.book.size,
      written: texts.incoming.all().length,
      underWay: texts.createText.underWay + texts.people.thinking + texts.incoming.underWay,
    },
    webhooks: { sent: sender.sent, failed: sender.failed, inFlight: sender.inFlight },
    model: {
      requests: counters.requests,
      answered: counters.answered,
      inputTokens: counters.inputTokens,
      outputTokens: counters.outputTokens,
    },
    memory: { rssBytes: process.memoryUsage.rss() },
  };
}
