import { Injectable } from '@nestjs/common';
import { TenantsService } from '../../tenants/tenants.service';
import { CallBridge, type BridgePlan, type SpokenWords } from '../../voice/bridge.port';
import { Carrier, type RawWebhook } from '../../voice/carrier.port';
import { isFinal } from '../call-status';
import { nameableInFull } from '../talk/greeting';
import { voiceFor } from '../talk/languages';
import type { Document } from './caller-documents.service';
import { LegAnswers } from './leg-answers.service';
import { isLegLive } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import { transferLinesIn } from './transfer-lines';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** Takes the call. Any other key declines it, and so do silence and every machine. */
const ACCEPTING_KEY = '1';

const NEUTRAL = { language: '', voice: '' };

/**
 * What a colleague hears who has picked up: the summary, the question, and then the caller. The carrier may ask more than once; whoever
 * has taken the call is let in again, and whoever is not wanted any more is told so.
 */
@Injectable()
export class LegDocuments {
  constructor(
    private readonly store: TransferStore,
    private readonly answers: LegAnswers,
    private readonly carrier: Carrier,
    private readonly bridge: CallBridge,
    private readonly tenants: TenantsService,
  ) {}

  /** The phone was picked up. */
  async forPickUp(legId: string, webhook: RawWebhook): Promise<Document> {
    const { providerCallId } = this.carrier.readHeard(webhook);
    const { name } = await this.tenants.getCurrent();
    const plan = await this.store.withLeg<BridgePlan>(legId, async (leg, book, moment) => {
      if (!isAsked(leg, book, providerCallId)) return gone(book);
      await this.answers.pickedUp(leg, book, providerCallId, moment);
      return asking(leg, book, nameableInFull(name));
    });
    return this.bridge.render(plan ?? { kind: 'HANG_UP' });
  }

  /** A key was pressed, or the time for it has passed. */
  async forKey(legId: string, webhook: RawWebhook): Promise<Document> {
    const { providerCallId, heard } = this.carrier.readHeard(webhook);
    const plan = await this.store.withLeg<BridgePlan>(legId, async (leg, book, moment) => {
      if (isTaken(leg, book, providerCallId)) return joining(book);
      if (!isAsked(leg, book, providerCallId) || book.transfer.state !== 'ASKING') return gone(book);
      const isAccepted = heard.digits === ACCEPTING_KEY;
      await this.answers.decided(leg, book, isAccepted ? 'ACCEPTED' : 'DECLINED', moment);
      return isAccepted ? joining(book) : { kind: 'HANG_UP', words: words(book, (lines) => lines.declined) };
    });
    return this.bridge.render(plan ?? { kind: 'HANG_UP' });
  }
}

/** The fence against a second conversation: only the carrier call this leg has, or its first, while somebody waits for it. */
function isAsked(leg: TransferLeg, { transfer, call }: TransferBook, providerCallId: string): boolean {
  if (leg.providerCallId && leg.providerCallId !== providerCallId) return false;
  const isWaitedFor = transfer.state === 'RINGING' || transfer.state === 'ASKING';
  return isWaitedFor && isLegLive(leg.status) && leg.verdict === null && !isFinal(call.status);
}

function isTaken(leg: TransferLeg, { transfer }: TransferBook, providerCallId: string): boolean {
  return transfer.state === 'CONNECTED' && transfer.legId === leg.id && leg.providerCallId === providerCallId;
}

function asking(leg: TransferLeg, book: TransferBook, company: string): BridgePlan {
  const { tenantId, summary } = book.transfer;
  const spoken = words(book, (lines) => `${lines.callFor(company)} ${summary} ${lines.pressOne}`);
  return { kind: 'ASK', tenantId, legId: leg.id, words: spoken };
}

function joining(book: TransferBook): BridgePlan {
  const { tenantId, id: transferId } = book.transfer;
  return { kind: 'JOIN', tenantId, transferId, words: words(book, (lines) => lines.connecting) };
}

function gone(book: TransferBook): BridgePlan {
  return { kind: 'HANG_UP', words: words(book, (lines) => lines.gone) };
}

function words(
  { transfer: { language } }: TransferBook,
  choose: (lines: ReturnType<typeof transferLinesIn>) => string,
): SpokenWords {
  return { say: choose(transferLinesIn(language)), language, voice: voiceFor(language, NEUTRAL) };
}
