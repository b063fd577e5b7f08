import { randomBytes } from 'node:crypto';
import type { TwilioAccount } from '../emulator.config';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import type { LedgerFile } from '../ledger/ledger-file';
import type { Occasions } from '../simulation/occasions';
import type { Pace } from '../simulation/pace';
import type { WebhookSender } from '../twilio/webhook-sender';
import { deliverText, type IncomingReport, type IncomingText } from './incoming-text';
import type { TextChannel } from './text-record';

/** A text of a person as the control interface shows it. */
export interface IncomingEntry {
  sid: string;
  from: string;
  to: string;
  channel: TextChannel;
  body: string;
  /** ISO 8601 in UTC: when it was written. */
  writtenAt: string;
  /** Number of the persona who wrote it by itself; null when it was asked for. */
  persona: number | null;
  /** What the program said to each delivery; null while it is on its way. */
  answers: IncomingReport['answers'] | null;
}

export interface IncomingTextsParts {
  sender: WebhookSender;
  faults: FaultBox;
  occasions: Occasions;
  pace: Pace;
  /** How many texts are remembered; the oldest are forgotten first. */
  limit: number;
  file: LedgerFile | null;
}

/** Texts of people on their way to the program, with the faults in force, and those that have arrived. */
export class IncomingTexts {
  /** Texts the program has not got yet. */
  underWay = 0;
  private generation = 0;
  private entries: IncomingEntry[] = [];
  /** By person: the text that waits to be overtaken. */
  private readonly held = new Map<string, () => void>();

  constructor(private readonly parts: IncomingTextsParts) {}

  /** Resolves once the program has answered every delivery. */
  async deliver(account: TwilioAccount, text: IncomingText, persona: number | null = null): Promise<IncomingReport> {
    const { faults, occasions, sender } = this.parts;
    const { from } = text;
    const subject: FaultSubject = { to: from, key: `${from}|incoming-${occasions.next(`incoming|${from}`)}` };
    const sid = text.sid ?? `SM${randomBytes(16).toString('hex')}`;
    const copies = faults.strike('duplicateIncoming', subject)?.copies ?? text.copies;
    const entry = this.note({ ...text, sid }, persona);
    const { generation } = this;
    this.underWay += 1;
    try {
      const overtaken = await this.wait(from, subject);
      if (generation !== this.generation) return { sid, answers: [] };
      const report = await deliverText(sender, account, { ...text, sid, copies });
      entry.answers = report.answers;
      if (!overtaken) this.release(from);
      return report;
    } finally {
      this.underWay -= 1;
    }
  }

  /** Oldest first. */
  all(): readonly IncomingEntry[] {
    return this.entries;
  }

  /** Forgets everything; what has not left yet never does. */
  reset(): void {
    this.generation += 1;
    this.entries = [];
    for (const from of this.held.keys()) this.release(from);
  }

  private note(text: IncomingText & { sid: string }, persona: number | null): IncomingEntry {
    const { sid, from, to, channel, body } = text;
    const writtenAt = new Date().toISOString();
    const entry: IncomingEntry = { sid, from, to, channel, body, writtenAt, persona, answers: null };
    this.entries.push(entry);
    if (this.entries.length > this.parts.limit) this.entries.shift();
    this.parts.file?.append({ emulator: true, event: 'incoming-text', ...entry });
    return entry;
  }

  /** True when it waited for the person's next text, which does not wait for another one. */
  private async wait(from: string, subject: FaultSubject): Promise<boolean> {
    const { faults, pace } = this.parts;
    const delay = faults.strike('delayIncoming', subject);
    if (delay) {
      await pace.sleepReal(delay.ms);
      return false;
    }
    const hold = this.held.has(from) ? null : faults.strike('reorderIncoming', subject);
    if (!hold) return false;
    await new Promise<void>((resolve) => {
      const callOff = pace.afterReal(hold.ms, () => this.release(from));
      this.held.set(from, () => {
        callOff();
        resolve();
      });
    });
    return true;
  }

  private release(from: string): void {
    const go = this.held.get(from);
    this.held.delete(from);
    go?.();
  }
}
