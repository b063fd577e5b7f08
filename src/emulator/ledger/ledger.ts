import { isFinal, type CallRecord } from './call-record';
import { ledgerEntry } from './ledger-entry';
import type { LedgerFile } from './ledger-file';

export interface LedgerLimits {
  /** Calls remembered. */
  calls: number;
  /** Calls whose turns are remembered. */
  transcripts: number;
}

/** Everything the emulator dialed, in order of acceptance, up to a limit; a file, if there is one, keeps it all. */
export class Ledger {
  private bySid = new Map<string, CallRecord>();
  private byNumber = new Map<string, CallRecord[]>();
  /** Calls ended with turns still in memory, oldest first. */
  private transcribed: CallRecord[] = [];
  private forgotten = 0;

  constructor(
    private readonly limits: LedgerLimits,
    private readonly file: LedgerFile | null,
  ) {}

  add(call: CallRecord): void {
    this.bySid.set(call.sid, call);
    const same = this.byNumber.get(call.request.to);
    if (same) same.push(call);
    else this.byNumber.set(call.request.to, [call]);
    if (this.bySid.size > this.limits.calls) this.forgetOldest();
    this.file?.append({ emulator: true, event: 'accepted', ...ledgerEntry(call), turns: undefined });
  }

  /** To be told when a call reached its final status. */
  ended(call: CallRecord): void {
    this.file?.append({ emulator: true, event: 'ended', ...ledgerEntry(call) });
    this.transcribed.push(call);
    if (this.transcribed.length > this.limits.transcripts * 2) {
      const old = this.transcribed.splice(0, this.limits.transcripts);
      for (const record of old) record.turns = null;
    }
  }

  find(sid: string): CallRecord | undefined {
    return this.bySid.get(sid);
  }

  /** Calls to one number, oldest first. */
  to(number: string): readonly CallRecord[] {
    return this.byNumber.get(number) ?? [];
  }

  /** Oldest first. */
  all(): IterableIterator<CallRecord> {
    return this.bySid.values();
  }

  liveTo(number: string): number {
    return this.to(number).filter((call) => !isFinal(call.status)).length;
  }

  get size(): number {
    return this.bySid.size;
  }

  /** Calls ever accepted since the last reset, remembered or not. */
  get total(): number {
    return this.bySid.size + this.forgotten;
  }

  /** Forgets what is in memory. The file keeps its lines and gets one that marks the reset. */
  reset(): void {
    this.bySid = new Map();
    this.byNumber = new Map();
    this.transcribed = [];
    this.forgotten = 0;
    this.file?.append({ emulator: true, event: 'reset', at: new Date().toISOString() });
  }

  private forgetOldest(): void {
    for (const [sid, call] of this.bySid) {
      this.bySid.delete(sid);
      this.forgotten += 1;
      const rest = this.to(call.request.to).filter((other) => other !== call);
      if (rest.length) this.byNumber.set(call.request.to, rest);
      else this.byNumber.delete(call.request.to);
      return;
    }
  }
}
