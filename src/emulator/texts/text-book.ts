import type { LedgerFile } from '../ledger/ledger-file';
import type { TextRecord } from './text-record';

/** A text as the control interface shows it. Moments are ISO 8601 in UTC. */
export interface TextEntry {
  sid: string;
  accountSid: string;
  to: string;
  from: string;
  channel: string;
  body: string;
  createdAt: string;
  sentAt: string | null;
  status: string;
  errorCode: number | null;
  statusCallback: string | null;
  attempt: number;
}

export function textEntry(text: TextRecord): TextEntry {
  const { request } = text;
  return {
    sid: text.sid,
    accountSid: text.accountSid,
    to: request.to,
    from: request.from,
    channel: request.channel,
    body: request.body,
    createdAt: new Date(text.createdAt).toISOString(),
    sentAt: text.sentAt === null ? null : new Date(text.sentAt).toISOString(),
    status: text.status,
    errorCode: text.errorCode,
    statusCallback: request.statusCallback?.url ?? null,
    attempt: text.attempt,
  };
}

/** Every text accepted, oldest first, up to a limit; the ledger file, if there is one, keeps them all. */
export class TextBook {
  private bySid = new Map<string, TextRecord>();

  constructor(
    private readonly limit: number,
    private readonly file: LedgerFile | null,
  ) {}

  add(text: TextRecord): void {
    this.bySid.set(text.sid, text);
    if (this.bySid.size > this.limit) this.forgetOldest();
    this.file?.append({ emulator: true, event: 'text', ...textEntry(text) });
  }

  find(sid: string): TextRecord | undefined {
    return this.bySid.get(sid);
  }

  all(): IterableIterator<TextRecord> {
    return this.bySid.values();
  }

  get size(): number {
    return this.bySid.size;
  }

  reset(): void {
    this.bySid = new Map();
  }

  private forgetOldest(): void {
    for (const sid of this.bySid.keys()) {
      this.bySid.delete(sid);
      return;
    }
  }
}
