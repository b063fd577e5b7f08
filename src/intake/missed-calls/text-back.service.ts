import { Injectable, Logger } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { TextSendingService } from '../../conversations/texts/text-sending.service';
import { LeadsService } from '../../leads/leads.service';
import { TenantsService } from '../../tenants/tenants.service';
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
  ) {}

  /** At most once for a missed call. What is refused leaves its receipt, and nothing follows. */
  async send({ missedCallId, leadId }: { missedCallId: string; leadId: string }): Promise<void> {
    const { missedCallText } = await this.tenants.getCurrent();
    const words = missedCallText ? { text: missedCallText } : textBackWords(await this.languageFor(leadId));
    const sent = await this.texts.send({
      leadId,
      channel: 'SMS',
      purpose: 'RESPONSIVE',
      requestKey: `missed-call:${missedCallId}`,
      body: words.text,
      ...('language' in words ? { language: words.language } : {}),
    });
    if (sent.kind !== 'SENT') this.logger.log({ missedCallId, why: sent.kind }, 'a missed call is not texted back');
  }

  /** Of the first active agent of the lead's project. */
  private async languageFor(leadId: string): Promise<string | undefined> {
    const { projectId } = await this.leads.get(leadId);
    const [agent] = projectId ? await this.agents.listActive(projectId) : [];
    return agent?.language;
  }
}
