import { Injectable } from '@nestjs/common';
import { CallBridge, type BridgePlan } from '../../voice/bridge.port';
import { Carrier, type AnswerPlan, type CarrierStatus, type RawWebhook } from '../../voice/carrier.port';
import { BackToAgent } from './back-to-agent.service';
import { transferLinesIn } from './transfer-lines';
import { TransferLife } from './transfer-life.service';
import { isRoomOpen } from './transfer-state';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** A document for the carrier. */
export interface Document {
  readonly contentType: string;
  readonly body: string;
}

const OVER: ReadonlySet<CarrierStatus | undefined> = new Set<CarrierStatus | undefined>([
  'COMPLETED',
  'NO_ANSWER',
  'BUSY',
  'FAILED',
  'CANCELED',
]);

/** Either kind of plan leads to a document. */
type Plan = { readonly bridge: BridgePlan } | { readonly agent: AnswerPlan };

const HANG_UP: Plan = { bridge: { kind: 'HANG_UP' } };

/**
 * Where the caller goes on, by what the transfer says at that moment: into the room, back to the agent, or home. The carrier may ask any
 * number of times, in any order, and is led to the same place.
 */
@Injectable()
export class CallerDocuments {
  constructor(
    private readonly store: TransferStore,
    private readonly life: TransferLife,
    private readonly carrier: Carrier,
    private readonly bridge: CallBridge,
    private readonly back: BackToAgent,
  ) {}

  /** The caller was moved, and the carrier asks where to. */
  async forMoved(transferId: string, webhook: RawWebhook): Promise<Document> {
    return this.render(await this.plan(transferId, webhook, (book, moment) => this.moved(book, moment)));
  }

  /** The caller fell out of the room: the colleague has left, or the room was never one. */
  async forLeft(transferId: string, webhook: RawWebhook): Promise<Document> {
    return this.render(await this.plan(transferId, webhook, (book, moment) => this.left(book, moment)));
  }

  /** What the caller hears until somebody comes. */
  async forWaiting(transferId: string): Promise<Document> {
    const plan = await this.store.withLocked<BridgePlan>(transferId, async ({ transfer, call }) => {
      const { language, voice } = await this.back.tongueOf(call);
      const { tenantId } = transfer;
      return { kind: 'WAIT', tenantId, transferId, words: { say: transferLinesIn(language).waiting, language, voice } };
    });
    return this.bridge.render(plan ?? { kind: 'HANG_UP' });
  }

  private async plan(
    transferId: string,
    webhook: RawWebhook,
    choose: (book: TransferBook, moment: Date) => Promise<Plan>,
  ): Promise<Plan> {
    const { providerCallId, status } = this.carrier.readEvent(webhook);
    const plan = await this.store.withLocked<Plan>(transferId, async (book, moment) => {
      if (book.call.providerCallId !== providerCallId || OVER.has(status)) return HANG_UP;
      return choose(book, moment);
    });
    return plan ?? HANG_UP;
  }

  private async moved(book: TransferBook, moment: Date): Promise<Plan> {
    const { transfer, call } = book;
    if (transfer.state === 'REQUESTED') {
      // Whom the agent sends here itself has been told.
      const isTold = transfer.moves === 0;
      await this.life.hold(book, moment);
      const { language, voice } = await this.back.tongueOf(call);
      const words = { say: transferLinesIn(language).holdOn, language, voice };
      return { bridge: { ...roomOf(book), ...(isTold ? {} : { words }) } };
    }
    if (isRoomOpen(transfer.state)) return { bridge: roomOf(book) };
    return this.returned(book, moment);
  }

  private async left(book: TransferBook, moment: Date): Promise<Plan> {
    const { transfer } = book;
    if (transfer.state === 'CONNECTED') {
      await this.life.end(book, moment);
      return HANG_UP;
    }
    if (!isRoomOpen(transfer.state)) return this.returned(book, moment);
    await this.store.change(book, { falls: transfer.falls + 1, actAt: moment });
    return { bridge: roomOf(book) };
  }

  private async returned(book: TransferBook, moment: Date): Promise<Plan> {
    const plan = await this.back.planFor(book, moment);
    return plan ? { agent: plan } : HANG_UP;
  }

  private render(plan: Plan): Document {
    return 'agent' in plan ? this.carrier.render(plan.agent) : this.bridge.render(plan.bridge);
  }
}

function roomOf({ transfer: { tenantId, id: transferId } }: TransferBook): Extract<BridgePlan, { kind: 'HOLD' }> {
  return { kind: 'HOLD', tenantId, transferId };
}
