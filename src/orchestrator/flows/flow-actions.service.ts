import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { OptOuts } from '../../compliance/opt-outs.service';
import { Appointments } from '../../escalation/appointments/appointments.service';
import { Escalations } from '../../escalation/escalations.service';
import { ticketReference } from '../../escalation/tickets/ticket-reference';
import { Tickets } from '../../escalation/tickets/tickets.service';
import { meetingTime, type Uttered } from '../../qualification/callback/meeting-time';
import type { Answer } from '../answers/answer.entity';
import type { ComposedReply } from '../replies/composed-reply';
import { replyLinesIn } from '../replies/reply-lines';
import type { ReplyPlan } from '../replies/reply-plan';
import { ASKED_SCRIPT } from '../routing/language-of-thread';
import { freshText, type Scene } from '../scenes/scene';

const MEETING_MINUTES = 30;
const MAX_SUBJECT = 120;
const TICKETS_TOLD = 3;
const { DATE_HUGE: DAY, TIME_SIMPLE: HOUR } = DateTime;

/** What was done, and the words that tell of it. */
interface Done {
  readonly text: string | null;
  readonly action: ReplyPlan['action'];
  /** What it was done with, for whoever reads the transcript. */
  readonly about?: string;
}

/**
 * Does what an answer is to do beside being said, in the transaction that stores the answer: so it is done once. Times, numbers and
 * names of what was made are put into words here and not by a model.
 */
@Injectable()
export class FlowActions {
  constructor(
    private readonly optOuts: OptOuts,
    private readonly escalations: Escalations,
    private readonly appointments: Appointments,
    private readonly tickets: Tickets,
  ) {}

  /** Joins the open unit of work. */
  async carryOut(scene: Scene, answer: Answer, plan: ReplyPlan): Promise<ComposedReply> {
    const done = await this.act(scene, answer, plan);
    const { language, cited, model, withheld, asksScript } = plan;
    const note = [done.action, ...(done.about ? [done.about] : []), ...(asksScript ? [ASKED_SCRIPT] : [])].join(' ');
    return {
      text: done.text,
      language,
      action: done.action,
      note: note === 'NONE' ? null : note,
      cited,
      model: done.text === plan.text ? model : null,
      withheld,
    };
  }

  private act(scene: Scene, answer: Answer, plan: ReplyPlan): Promise<Done> {
    switch (plan.action) {
      case 'REQUEST_HUMAN':
        return this.callHuman(scene, answer, plan);
      case 'OPT_OUT':
        return this.optOut(scene, answer, plan);
      case 'BOOK_MEETING':
        return this.book(scene, answer, plan);
      case 'OPEN_TICKET':
        return this.openTicket(scene, answer, plan);
      case 'TICKET_STATUS':
        return this.tellTickets(scene, plan);
      default:
        return Promise.resolve({ text: plan.text, action: plan.action });
    }
  }

  private async callHuman({ conversation, lead }: Scene, { id }: Answer, plan: ReplyPlan): Promise<Done> {
    const { trigger, reason } = plan.escalation ?? { trigger: 'HUMAN_REQUESTED', reason: 'They asked for a person.' };
    const key = `answer:${id}`;
    await this.escalations.raise({ leadId: lead.id, conversationId: conversation.id, trigger, reason, key });
    return { text: plan.escalation ? plan.text : replyLinesIn(plan.language).handover, action: 'REQUEST_HUMAN' };
  }

  /** In force before anything else is said; on the carrier's channels nothing is. */
  private async optOut({ conversation, lead, company }: Scene, { id }: Answer, plan: ReplyPlan): Promise<Done> {
    const evidence = { reason: `Wrote that they want to hear no more, answer ${id}.` };
    await this.optOuts.optOut({ phone: lead.phone, leadId: lead.id, method: conversation.channel, evidence });
    const text = conversation.channel === 'LIVE_CHAT' ? replyLinesIn(plan.language).optedOut(company) : null;
    return { text, action: 'OPT_OUT' };
  }

  /** At the time the lead named, or agreed to; what of it nobody named is asked for. */
  private async book(
    { conversation, lead, turns, timeZone }: Scene,
    { heardAt }: Answer,
    plan: ReplyPlan,
  ): Promise<Done> {
    const lines = replyLinesIn(plan.language);
    const words = plan.cause ?? '';
    const wanted = meetingTime({ text: words, saidAt: heardAt }, timeZone, proposalIn(turns));
    const told = tellerIn(plan.language, timeZone);
    if (wanted.kind === 'NONE') return { text: lines.whichTime, action: 'OFFER_MEETING' };
    if (wanted.kind === 'DAY') return { text: lines.whichHour(told(wanted.on, DAY)), action: 'OFFER_MEETING' };
    if (wanted.kind === 'HOUR') return { text: lines.whichDay(told(wanted.on, HOUR)), action: 'OFFER_MEETING' };
    const { at: startsAt } = wanted;
    const kept = await this.appointments.keep({
      leadId: lead.id,
      conversationId: conversation.id,
      startsAt,
      durationMinutes: MEETING_MINUTES,
      timeZone,
      words,
    });
    if (kept.kind !== 'KEPT') return { text: lines.slotTaken, action: 'OFFER_MEETING' };
    const text = lines.booked(told(startsAt, DateTime.DATETIME_HUGE));
    return { text, action: 'BOOK_MEETING', about: startsAt.toISOString() };
  }

  private async openTicket(scene: Scene, { id }: Answer, plan: ReplyPlan): Promise<Done> {
    const { conversation, lead } = scene;
    const description = freshText(scene);
    const { ticket } = await this.tickets.open({
      leadId: lead.id,
      conversationId: conversation.id,
      subject: (plan.cause ?? description).replace(/\s+/gu, ' ').slice(0, MAX_SUBJECT),
      description,
      key: `answer:${id}`,
    });
    const told = replyLinesIn(plan.language).ticketOpened(ticketReference(ticket.id));
    return { text: told, action: 'OPEN_TICKET', about: ticketReference(ticket.id) };
  }

  /** Who has not proved to be the lead is told of what they reported themselves. */
  private async tellTickets({ conversation, lead }: Scene, plan: ReplyPlan): Promise<Done> {
    const lines = replyLinesIn(plan.language);
    const own = conversation.unprovenSession === null ? {} : { conversationId: conversation.id };
    const { nodes } = await this.tickets.list({ first: TICKETS_TOLD }, { leadId: lead.id, ...own });
    const told = nodes.map(({ id, status }) => ({ number: ticketReference(id), status }));
    return { text: told.length > 0 ? lines.ticketStatus(told) : lines.noTickets, action: 'TICKET_STATUS' };
  }
}

/** What the company's agent said last, when nobody of the company wrote since. */
function proposalIn(turns: Scene['turns']): Uttered | undefined {
  const last = turns.findLast(({ speaker }) => speaker !== 'LEAD');
  return last?.speaker === 'AGENT' ? { text: last.text, saidAt: last.spokenAt } : undefined;
}

function tellerIn(language: string, zone: string): (moment: Date, format: Intl.DateTimeFormatOptions) => string {
  return (moment, format) => DateTime.fromJSDate(moment, { zone }).setLocale(localeOf(language)).toLocaleString(format);
}

/** Digits and names of days as people of that language read them. */
function localeOf(language: string): string {
  return language.startsWith('ar') ? 'ar' : language.startsWith('hi') ? 'hi' : language;
}
