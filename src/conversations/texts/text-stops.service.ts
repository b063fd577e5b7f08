import { Injectable } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import { runAsSystem } from '../../platform/context/run-as-system';
import { inLanes } from '../../platform/queues/in-lanes';
import type { InboundText } from '../../voice/text.port';
import { ContactedCompanies } from './contacted-companies.service';
import { TextStore } from './text-store.service';

/** Companies stopped at once, each on a connection of its own. */
const LANES = 4;

export const TOLD_CARRIER = 'Told the carrier to stop texts of our number.';

/** Puts a person's stop in force, for every company it is meant for. */
@Injectable()
export class TextStops {
  constructor(
    private readonly companies: ContactedCompanies,
    private readonly store: TextStore,
    private readonly optOuts: OptOuts,
  ) {}

  /** Stops every company the text concerns; one that has stopped already changes nothing. */
  async stop(text: InboundText): Promise<void> {
    await this.stopAll(await this.companies.addressed(text), text);
  }

  /** Stops whoever knows the person, wherever they wrote it. */
  async stopKnowing(text: InboundText): Promise<void> {
    await this.stopAll(await this.companies.knowing(text.from), text);
  }

  stopAll(tenantIds: readonly string[], text: InboundText): Promise<void> {
    return this.inEach(tenantIds, text.providerTextId, () => this.stopIn(text));
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

  /** One company's fault keeps nothing from the others. */
  private async inEach(tenantIds: readonly string[], requestId: string, step: () => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    await inLanes(tenantIds, LANES, (tenantId) =>
      runAsSystem({ name: 'text', tenantId, requestId }, step).catch((error: unknown) => void failures.push(error)),
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
