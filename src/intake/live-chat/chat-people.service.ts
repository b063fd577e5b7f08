import { Injectable } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import { optOutCommandOf } from '../../compliance/opt-out-words';
import { ThreadWriters } from '../../conversations/threads/thread-writers.service';
import { LeadsService } from '../../leads/leads.service';
import { InvalidInput } from '../../platform/http/invalid-input';
import { IntakeLog } from '../intake-log.service';
import type { ChatSession } from './chat-session.entity';
import { ChatSessions } from './chat-sessions.service';
import type { ChatMessage } from './live-chat';

/** Else whoever typed another's number, and then signed in as themselves, would be that other for good. */
const WHOM_NEEDED = 'is needed with the first message that is `verified`: it says whom you know the visitor to be.';

/** Who writes in a chat, and whether they want no more of it. Every method joins an open unit of work. */
@Injectable()
export class ChatPeople {
  constructor(
    private readonly leads: LeadsService,
    private readonly writers: ThreadWriters,
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
      if (known && (known.verified || !message.verified)) return known;
      throw new InvalidInput([{ field: 'phone', message: known ? WHOM_NEEDED : 'is missing.' }]);
    }
    if (!known && !message.verified) await this.sessions.mustHaveRoom();
    const isUnproven = !message.verified && !known?.verified;
    const person = { phone, name, email, source: 'LIVE_CHAT', isUnproven };
    const place = { channel: 'LIVE_CHAT' as const, ...(isUnproven ? { unprovenSession: sessionId } : {}) };
    const { lead } = await this.writers.receive(person, place);
    const { session, isNew } = await this.sessions.open(sessionId, lead.id);
    if (isNew) await this.log.keep({ channel: 'LIVE_CHAT', leadId: lead.id, payload: message });
    return session;
  }

  /** Obeys a message that asks for no more contact; null when it does not. Nobody is made a lead by that. @throws InvalidInput */
  async stopped(message: ChatMessage, session: ChatSession | null): Promise<{ leadId: string | null } | null> {
    if (optOutCommandOf(message.text, 'TEXT') !== 'OPT_OUT') return null;
    const leadId = session?.leadId ?? null;
    const phone = leadId ? (await this.leads.get(leadId)).phone : await this.leads.phoneOf(message.phone);
    const evidence = { reason: `Wrote to us in a chat to stop, message ${message.messageId}.` };
    await this.optOuts.optOut({ phone, leadId, method: 'LIVE_CHAT', evidence });
    if (leadId) await this.log.keep({ channel: 'LIVE_CHAT', leadId, payload: message });
    return { leadId };
  }
}
