import { Injectable, Logger } from '@nestjs/common';
import { CarrierUnavailable } from '../../voice/voice.errors';
import { CallerLine, type CallerNow } from './caller-line.service';
import { LegRinger } from './leg-ringer.service';
import { MOVE_AGAIN_MS, type NextStep, nextStep } from './next-step';
import { TransferLife } from './transfer-life.service';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** More steps than any transfer makes at once. */
const MOST_STEPS = 40;
/** A colleague whose turn on the account has not come is looked at by the sweep. */
const RING_AGAIN_MS = 1_000;

/** Something to ask of the carrier once the intent is committed. */
type Task =
  { readonly kind: 'AGAIN' | 'RING' } | { readonly kind: 'MOVE' | 'SET_LIMIT' | 'HANG_UP'; readonly caller: CallerNow };

/**
 * Takes a transfer as far as it goes now. Each step is decided and committed under the lock of the transfer, and only then is the carrier
 * asked; so any number of processes may do this at once, and any of them may die in between.
 */
@Injectable()
export class TransferSteps {
  private readonly logger = new Logger(TransferSteps.name);

  constructor(
    private readonly store: TransferStore,
    private readonly life: TransferLife,
    private readonly ringer: LegRinger,
    private readonly callers: CallerLine,
  ) {}

  async advance(transferId: string): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const task = await this.store.withLocked(transferId, (book, moment) => this.decide(book, moment));
      if (!task || !(await this.perform(transferId, task))) return;
    }
  }

  private async decide(book: TransferBook, moment: Date): Promise<Task | null> {
    const step = nextStep(book.transfer, book.legs, book.call, moment);
    switch (step.kind) {
      case 'NOTHING':
        return null;
      case 'WAIT':
        if (book.transfer.actAt?.getTime() !== step.at.getTime()) await this.store.change(book, { actAt: step.at });
        return null;
      case 'RING':
        await this.store.change(book, { actAt: after(moment, RING_AGAIN_MS) });
        return { kind: 'RING' };
      case 'MOVE':
      case 'RETURN':
      case 'SET_LIMIT':
      case 'HANG_UP':
        return this.asking(step.kind, book, moment);
      default:
        await this.goOn(step, book, moment);
        return { kind: 'AGAIN' };
    }
  }

  private async goOn(
    step: Extract<NextStep, { kind: 'HOLD' | 'GIVE_UP' | 'FALL_BACK' | 'CANCEL' | 'END' }>,
    book: TransferBook,
    moment: Date,
  ): Promise<void> {
    switch (step.kind) {
      case 'HOLD':
        return this.life.hold(book, moment);
      case 'GIVE_UP':
        return this.life.dismiss(book, step.leg, 'GIVEN_UP', moment);
      case 'FALL_BACK':
        await this.callers.restoreLimit(book, moment);
        return this.life.fallBack(book, step.result, moment);
      case 'CANCEL':
        return this.life.cancel(book, moment);
      default:
        return this.life.end(book, moment);
    }
  }

  /** Counted and put off before the request: one that hangs is not made again at every sweep. */
  private async asking(
    kind: 'MOVE' | 'RETURN' | 'SET_LIMIT' | 'HANG_UP',
    book: TransferBook,
    moment: Date,
  ): Promise<Task | null> {
    const { id: callId, providerCallId, maxCallSeconds } = book.call;
    if (!providerCallId) return null;
    const moves = book.transfer.moves + (kind === 'SET_LIMIT' ? 0 : 1);
    await this.store.change(book, { moves, actAt: after(moment, MOVE_AGAIN_MS) });
    return { kind: kind === 'RETURN' ? 'MOVE' : kind, caller: { callId, providerCallId, maxCallSeconds } };
  }

  /** False when there is nothing more to do before something is heard, or the next sweep. */
  private async perform(transferId: string, task: Task): Promise<boolean> {
    try {
      if (task.kind === 'RING') return await this.ring(transferId);
      if (task.kind === 'MOVE') await this.callers.move(transferId, task.caller);
      if (task.kind === 'SET_LIMIT') await this.callers.setLimit(transferId, task.caller);
      if (task.kind === 'HANG_UP') await this.callers.hangUp(task.caller);
      return true;
    } catch (error) {
      if (!(error instanceof CarrierUnavailable)) throw error;
      this.logger.warn('the carrier could not be asked for a transfer; the sweep tries again', { transferId }, error);
      return false;
    }
  }

  /** Whether anything has moved: while nothing has, somebody else rings, or no turn has come. */
  private async ring(transferId: string): Promise<boolean> {
    const before = await this.standingOf(transferId);
    await this.ringer.ring(transferId);
    return (await this.standingOf(transferId)) !== before;
  }

  private async standingOf(transferId: string): Promise<string> {
    const legs = (await this.store.legsOf([transferId])).get(transferId) ?? [];
    return legs.map(({ status }) => status).join();
  }
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
