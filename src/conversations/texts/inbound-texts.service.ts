import { Injectable, Logger } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import { type OptOutCommand, optOutCommandOf } from '../../compliance/opt-out-words';
import { runAsSystem } from '../../platform/context/run-as-system';
import { Outbox } from '../../platform/events/outbox';
import { inLanes } from '../../platform/queues/in-lanes';
import type { InboundText } from '../../voice/text.port';
import { ContactedCompanies } from './contacted-companies.service';
import { TextStore } from './text-store.service';
import { TextCommandReceived } from './texts.events';

/** Companies stopped at once, each on a connection of its own. */
const LANES = 4;

export const TOLD_CARRIER = 'Told the carrier to stop texts of our number.';

/** Takes what people text to us. A stop is acted on before anything else reads it, for every company behind the number. */
@Injectable()
export class InboundTexts {
  private readonly logger = new Logger(InboundTexts.name);

  constructor(
    private readonly companies: ContactedCompanies,
    private readonly store: TextStore,
    private readonly optOuts: OptOuts,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Stores the text with the company that contacted the person last, once however often it is delivered. A stop is in force
   * everywhere when this resolves, unless the database fails on the way: then the fact stored with the text sees to it.
   * A text to a number that has contacted nobody there is left alone, unless it is a stop: that one is meant for whoever knows the
   * person, wherever they wrote it, and nobody answers it.
   * @throws whatever keeps a stop from being in force and has left no fact; the carrier has to deliver it again.
   */
  async take(text: InboundText): Promise<void> {
    const command = commandOf(text);
    const tenantIds = await this.companies.behind(text.to, text.from);
    const [latest] = tenantIds;
    if (!latest) {
      if (command === 'OPT_OUT') await this.stopAll(await this.companies.knowing(text.from), text);
      return;
    }
    await inTenant(latest, text.providerTextId, () => this.keep(text, command));
    if (command !== 'OPT_OUT') return;
    try {
      await this.stopAll(tenantIds, text);
    } catch (error) {
      this.logger.warn('a stop is left to its fact', error);
    }
  }

  /** Stops every company behind the number; one that has stopped already changes nothing. */
  async stop(text: InboundText): Promise<void> {
    await this.stopAll(await this.companies.behind(text.to, text.from), text);
  }

  /** The person told the carrier to stop texts of the number this text of ours went out from: every company behind it stops. */
  async stopAsCarrierSays(textId: string): Promise<void> {
    const sent = await this.store.find(textId);
    if (!sent) return;
    const { phone, channel, ourNumber } = sent;
    const evidence = { reason: TOLD_CARRIER };
    await this.inEach(await this.companies.behind(ourNumber, phone), textId, async () => {
      await this.optOuts.optOut({ phone, method: channel, evidence });
    });
  }

  private keep(text: InboundText, command: OptOutCommand | null): Promise<void> {
    return this.store.together(async () => {
      const { id, isNew } = await this.store.insertInbound(text, command);
      if (isNew && (command === 'OPT_OUT' || command === 'HELP')) {
        await this.outbox.record(TextCommandReceived, { textId: id, isAnswered: text.handledAs !== undefined });
      }
    });
  }

  private stopAll(tenantIds: readonly string[], text: InboundText): Promise<void> {
    return this.inEach(tenantIds, text.providerTextId, () => this.stopIn(text));
  }

  /** One company's fault keeps nothing from the others. */
  private async inEach(tenantIds: readonly string[], requestId: string, step: () => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    await inLanes(tenantIds, LANES, (tenantId) =>
      inTenant(tenantId, requestId, step).catch((error: unknown) => void failures.push(error)),
    );
    if (failures.length > 0) throw failures[0];
  }

  /** The person's words are kept as the proof of it. */
  private stopIn(text: InboundText): Promise<void> {
    return this.store.together(async () => {
      await this.store.insertInbound(text, 'OPT_OUT');
      await this.optOuts.optOut({
        phone: text.from,
        method: text.channel,
        evidence: { reason: `Texted us to stop, message ${text.providerTextId}.` },
      });
    });
  }
}

/** The carrier's own word for it counts as well as ours. */
function commandOf({ body, handledAs }: InboundText): OptOutCommand | null {
  const ours = optOutCommandOf(body, 'TEXT');
  if (ours === 'OPT_OUT' || handledAs === 'OPT_OUT') return 'OPT_OUT';
  return ours ?? handledAs ?? null;
}

function inTenant<T>(tenantId: string, requestId: string, work: () => Promise<T>): Promise<T> {
  return runAsSystem({ name: 'text', tenantId, requestId }, work);
}
