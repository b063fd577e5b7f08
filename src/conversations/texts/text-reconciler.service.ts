import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { TextSender, type TextSnapshot } from '../../voice/text.port';
import { withoutDirectionMarks } from '../languages/isolate-left-to-right';
import type { TextMessage } from './text-message.entity';
import { TextOutcomes } from './text-outcomes.service';
import { TextStore } from './text-store.service';

/** Carrier clocks and ours may differ; a text may be listed as created slightly before we asked. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Finds out what became of texts nobody answered for. "Not found" is believed only after the settling time and a second look: lists of
 * carriers lag behind. Nothing is sent from here; an answer the program owes is owed again when it provably never left.
 */
@Injectable()
export class TextReconciler {
  private readonly logger = new Logger(TextReconciler.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly store: TextStore,
    private readonly sender: TextSender,
    private readonly outcomes: TextOutcomes,
    private readonly config: AppConfig,
  ) {}

  /** One step with a text whose lease or settling time is over. @throws CarrierUnavailable */
  async attend(textId: string): Promise<void> {
    const text = await this.store.find(textId);
    if (text?.status === 'SENDING') await this.suspendIfAbandoned(textId);
    if (text?.status === 'UNKNOWN') await this.resolve(text);
  }

  /** Its process died, or the carrier hung. */
  private async suspendIfAbandoned(textId: string): Promise<void> {
    await this.store.withLocked(textId, async (text, moment) => {
      if (text.status !== 'SENDING' || !text.leaseUntil || text.leaseUntil > moment) return null;
      return this.outcomes.suspend(text, moment);
    });
  }

  private async resolve({ id, channel, phone, ourNumber, sentAt }: TextMessage): Promise<void> {
    if (!sentAt) return;
    const since = new Date(sentAt.getTime() - CLOCK_TOLERANCE_MS);
    const listed = await this.sender.findTexts({ channel, to: phone, from: ourNumber, since });
    await this.store.withLocked(id, (text, moment) => this.decide(text, listed, moment));
  }

  private async decide(text: TextMessage, listed: readonly TextSnapshot[], moment: Date): Promise<null> {
    if (text.status !== 'UNKNOWN') return null;
    const found = await this.ownAmong(text, listed);
    if (found) return this.outcomes.apply(text, { ...found, status: found.status ?? 'ACCEPTED' });
    if (!text.missingSince) {
      const reconcileAt = new Date(moment.getTime() + this.config.dialing.confirmMs);
      await this.store.change(text, { missingSince: moment, reconcileAt });
      return null;
    }
    this.logger.log({ textId: text.id }, 'the carrier never took a text');
    await this.outcomes.neverSent(text);
    await this.outcomes.oweAgain(text);
    return null;
  }

  /** A listed text with these very words that nobody owns is this one. Oldest first: copies are told apart by their order. */
  private async ownAmong({ body }: TextMessage, listed: readonly TextSnapshot[]): Promise<TextSnapshot | undefined> {
    const words = withoutDirectionMarks(body);
    const alike = listed.filter((snapshot) => withoutDirectionMarks(snapshot.body) === words).reverse();
    if (alike.length === 0) return undefined;
    const ids = alike.map(({ providerTextId }) => providerTextId);
    const rows = await this.work.singleAsPlatform('whose carrier texts are these', (tx) =>
      rowsOf<{ id: string }>(tx, OWNED, [ids]),
    );
    const owned = new Set(rows.map(({ id }) => id));
    return alike.find(({ providerTextId }) => !owned.has(providerTextId));
  }
}

/** The carrier account is shared, so whose a carrier text is, is asked across companies. */
const OWNED = /* sql */ `select provider_id as id from text_messages where provider_id = any($1::text[])`;
