import { Injectable, Logger } from '@nestjs/common';
import { type OptOutCommand, optOutCommandOf } from '../../compliance/opt-out-words';
import { runAsSystem } from '../../platform/context/run-as-system';
import type { InboundText } from '../../voice/text.port';
import { ContactedCompanies } from './contacted-companies.service';
import { TextHearing } from './text-hearing.service';
import { TextStops } from './text-stops.service';
import { UnclaimedTexts } from './unclaimed-texts';

/** Takes what people text to us. A stop is acted on before anything else reads it, for every company behind the number. */
@Injectable()
export class InboundTexts {
  private readonly logger = new Logger(InboundTexts.name);

  constructor(
    private readonly companies: ContactedCompanies,
    private readonly hearing: TextHearing,
    private readonly stops: TextStops,
    private readonly unclaimed: UnclaimedTexts,
  ) {}

  /**
   * Stores the text with the company whose number it is, or which contacted the person last from a shared one, once however often it
   * is delivered, and whoever has contacted them meanwhile; a lead's own words become a turn of their thread in the same transaction. A stop is in force everywhere when this
   * resolves, unless the database fails on the way: then the fact stored with the text sees to it.
   * A text to a shared number that has contacted nobody there is left alone, unless it is a stop: that one is meant for whoever knows
   * the person, wherever they wrote it, and nobody answers it.
   * @throws whatever keeps a stop from being in force and has left no fact; the carrier has to deliver it again.
   */
  async take(text: InboundText): Promise<void> {
    const command = commandOf(text);
    const tenantIds = await this.companies.addressed(text);
    const [first] = tenantIds;
    if (!first) {
      if (command === 'OPT_OUT') await this.stops.stopKnowing(text);
      else this.unclaimed.note(text.channel);
      return;
    }
    const work = { name: 'text', tenantId: first, requestId: text.providerTextId };
    await runAsSystem(work, () => this.hearing.keep(text, command));
    if (command !== 'OPT_OUT') return;
    try {
      await this.stops.stopAll(tenantIds, text);
    } catch (error) {
      this.logger.warn('a stop is left to its fact', error);
    }
  }
}

/** The carrier's own word for it counts as well as ours. */
function commandOf({ body, handledAs }: InboundText): OptOutCommand | null {
  const ours = optOutCommandOf(body, 'TEXT');
  if (ours === 'OPT_OUT' || handledAs === 'OPT_OUT') return 'OPT_OUT';
  return ours ?? handledAs ?? null;
}
