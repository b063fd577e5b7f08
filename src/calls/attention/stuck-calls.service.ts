import { Injectable, Logger } from '@nestjs/common';
import { Outbox } from '../../platform/events/outbox';
import type { AttentionReason, Call } from '../call.entity';
import { type CallChange, CallStore, referenceOf } from '../call-store.service';
import { CallStuck } from '../calls.events';

/** Calls the program cannot find out about: they hold their person and their slot, and a person has to look. */
@Injectable()
export class StuckCalls {
  private readonly logger = new Logger(StuckCalls.name);

  constructor(
    private readonly store: CallStore,
    private readonly outbox: Outbox,
  ) {}

  /** On a locked call: notes `change`, and, the first time, that it needs attention. Later reasons replace earlier ones silently. */
  async note(call: Call, change: CallChange, reason: AttentionReason | null, moment: Date): Promise<void> {
    if (!reason) return this.store.note(call, change);
    const isNews = call.attentionSince === null;
    const attention = { attentionSince: call.attentionSince ?? moment, attentionReason: reason };
    if (!isNews) return this.store.note(call, { ...change, ...attention });
    await this.store.change(call, { ...change, ...attention });
    await this.outbox.record(CallStuck, { ...referenceOf(call), reason });
    this.logger.warn({ callId: call.id, reason }, 'what became of a call cannot be found out; somebody has to look');
  }
}
