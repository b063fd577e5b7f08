import { Injectable, Logger } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { type SentText, TextSendingService } from '../../conversations/texts/text-sending.service';
import { LeadsService } from '../../leads/leads.service';
import { TenantsService } from '../../tenants/tenants.service';
import type { MissedCall } from './missed-call.entity';
import { textBackKey } from './text-back-request';
import { TextBackStore } from './text-back-store.service';
import { textBackWords } from './text-back-words';

/** Answers a missed call by one text, if the calling rules let it: the person has rung, and is answered. */
@Injectable()
export class TextBack {
  private readonly logger = new Logger(TextBack.name);

  constructor(
    private readonly leads: LeadsService,
    private readonly agents: AgentsService,
    private readonly tenants: TenantsService,
    private readonly texts: TextSendingService,
    private readonly store: TextBackStore,
  ) {}

  /**
   * If it is due, and so that one text at most leaves for a missed call. What is refused leaves its receipt, and nothing follows; what
   * the carrier proves not to have taken is due again.
   */
  async send(missedCallId: string): Promise<void> {
    const call = await this.store.claim(missedCallId);
    if (!call) return;
    const sent = await this.text(call);
    if (sent.kind === 'SENT' && sent.text.notSent) {
      await this.store.sendAgain({ missedCallId, sends: call.textSends });
      return;
    }
    await this.store.settle(call);
    if (sent.kind !== 'SENT') this.logger.log({ missedCallId, why: sent.kind }, 'a missed call is not texted back');
  }

  private async text(call: MissedCall): Promise<SentText> {
    const { leadId } = call;
    const { missedCallText } = await this.tenants.getCurrent();
    const words = missedCallText ? { text: missedCallText } : textBackWords(await this.languageFor(leadId));
    return this.texts.send({
      leadId,
      channel: 'SMS',
      purpose: 'RESPONSIVE',
      requestKey: textBackKey(call),
      body: words.text,
      ...('language' in words ? { language: words.language } : {}),
    });
  }

  /** Of the first active agent of the lead's project. */
  private async languageFor(leadId: string): Promise<string | undefined> {
    const { projectId } = await this.leads.get(leadId);
    const [agent] = projectId ? await this.agents.listActive(projectId) : [];
    return agent?.language;
  }
}
