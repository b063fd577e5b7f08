import { Injectable } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import { optOutCommandOf } from '../../compliance/opt-out-words';
import { countryOf } from '../../leads/country';
import { LeadsService } from '../../leads/leads.service';
import { parsePhone } from '../../leads/lead-phone';
import { InvalidInput } from '../../platform/http/invalid-input';
import { TenantsService } from '../../tenants/tenants.service';
import { IntakeLog } from '../intake-log.service';
import type { ChatSession } from './chat-session.entity';
import { ChatSessions } from './chat-sessions.service';
import type { ChatMessage } from './live-chat';

/** Who writes in a chat, and whether they want no more of it. Every method joins an open unit of work. */
@Injectable()
export class ChatPeople {
  constructor(
    private readonly leads: LeadsService,
    private readonly tenants: TenantsService,
    private readonly optOuts: OptOuts,
    private readonly sessions: ChatSessions,
    private readonly log: IntakeLog,
  ) {}

  /** The message's session, and whose it is: a lead made where the message says who they are, or brought up to date if it is vouched for. @throws InvalidInput, RateLimited */
  async sessionOf(message: ChatMessage, known: ChatSession | null): Promise<ChatSession> {
    const session = await this.opened(message, known);
    if (!message.verified || session.verified) return session;
    await this.sessions.vouchFor(session);
    return Object.assign(session, { verified: true });
  }

  private async opened(message: ChatMessage, known: ChatSession | null): Promise<ChatSession> {
    const { phone, name, email, sessionId } = message;
    if (!phone?.trim()) {
      if (known) return known;
      throw new InvalidInput([{ field: 'phone', message: 'is missing.' }]);
    }
    if (!known && !message.verified) await this.sessions.mustHaveRoom();
    const isUnproven = !message.verified && !known?.verified;
    const { lead } = await this.leads.receive({ phone, name, email, source: 'LIVE_CHAT', isUnproven });
    const { session, isNew } = await this.sessions.open(sessionId, lead.id);
    if (isNew) await this.log.keep({ channel: 'LIVE_CHAT', leadId: lead.id, payload: message });
    return session;
  }

  /** Obeys a message that asks for no more contact; null when it does not. Nobody is made a lead by that. @throws InvalidInput */
  async stopped(message: ChatMessage, session: ChatSession | null): Promise<{ leadId: string | null } | null> {
    if (optOutCommandOf(message.text, 'TEXT') !== 'OPT_OUT') return null;
    const leadId = session?.leadId ?? null;
    const phone = leadId ? (await this.leads.get(leadId)).phone : await this.phoneOf(message);
    const evidence = { reason: `Wrote to us in a chat to stop, message ${message.messageId}.` };
    await this.optOuts.optOut({ phone, leadId, method: 'LIVE_CHAT', evidence });
    if (leadId) await this.log.keep({ channel: 'LIVE_CHAT', leadId, payload: message });
    return { leadId };
  }

  private async phoneOf({ phone }: ChatMessage): Promise<string> {
    const country = countryOf((await this.tenants.getCurrent()).defaultCountry);
    const parsed = parsePhone(phone ?? '', country ? [country] : []);
    if ('phone' in parsed) return parsed.phone;
    throw new InvalidInput([{ field: 'phone', message: parsed.reason }]);
  }
}
