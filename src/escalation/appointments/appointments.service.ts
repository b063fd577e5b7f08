import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { cleanText } from '../../leads/clean-text';
import type { Lead } from '../../leads/lead.entity';
import { verdictOfMove } from '../../leads/lead-stage';
import { LeadsService } from '../../leads/leads.service';
import { lockLead } from '../../leads/lock-lead';
import { isTimeZone } from '../../compliance/zone-clock';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { ROW_LOCK, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { Appointment, APPOINTMENT_MOVES, type AppointmentStatus } from './appointment.entity';
import { AppointmentCancelled, AppointmentKept, AppointmentPromised } from './appointments.events';
import { Calendar } from './calendar.port';

export interface PromisedSlot {
  readonly leadId: string;
  readonly conversationId?: string;
  readonly callId?: string;
  readonly startsAt: Date;
  /** 1 to 1440; half an hour when left out. */
  readonly durationMinutes?: number;
  /** IANA zone in which it was agreed. */
  readonly timeZone: string;
  /** How the person said it; at most 1,000 characters are kept. */
  readonly words?: string;
}

export type KeptSlot =
  | { readonly kind: 'KEPT'; readonly appointment: Appointment; readonly created: boolean }
  /** The lead has another appointment at that time. */
  | { readonly kind: 'OVERLAPS'; readonly with: Appointment }
  | { readonly kind: 'IN_THE_PAST' };

const DEFAULT_MINUTES = 30;
const LONGEST_MINUTES = 1_440;

/** Keeps what was promised to leads. */
@Injectable()
export class Appointments {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly leads: LeadsService,
    private readonly calendar: Calendar,
  ) {}

  /**
   * Keeps a slot, once: promised again it is the same appointment. A conversation has one appointment to come: another time that is
   * promised in it moves that one, whose slot is cancelled in the same transaction. The lead moves on to APPOINTMENT_BOOKED where it
   * may. The calendar hears of it after the transaction.
   * @throws LeadNotFound; BadUserInput for a zone or a duration that is none.
   */
  keep(slot: PromisedSlot): Promise<KeptSlot> {
    const { leadId, startsAt, durationMinutes = DEFAULT_MINUTES, timeZone } = slot;
    if (!isTimeZone(timeZone)) throw new BadUserInput('timeZone', 'is not a time zone.');
    if (!Number.isInteger(durationMinutes) || durationMinutes < 1 || durationMinutes > LONGEST_MINUTES)
      throw new BadUserInput('durationMinutes', `must be a whole number from 1 to ${LONGEST_MINUTES}.`);
    const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000);
    return this.work.run(async (tx) => {
      const lead = await lockLead(tx, leadId);
      const earlier = await this.toCome(tx, slot);
      const other = await this.overlapping(tx, leadId, startsAt, endsAt, earlier);
      if (other?.startsAt.getTime() === startsAt.getTime()) {
        await this.giveUp(earlier.filter((id) => id !== other.id));
        return { kind: 'KEPT', appointment: other, created: false };
      }
      if (other) return { kind: 'OVERLAPS', with: other };
      if (startsAt <= this.clock.now()) return { kind: 'IN_THE_PAST' };
      await this.giveUp(earlier);
      const appointment = await this.insert(tx, slot, endsAt);
      await this.book(lead);
      await this.outbox.record(AppointmentPromised, { appointmentId: appointment.id, leadId });
      return { kind: 'KEPT', appointment, created: true };
    });
  }

  /** @throws NotFound */
  async get(id: string): Promise<Appointment> {
    const found = await this.work.single((tx) => tx.findOneBy(Appointment, { tenantId: currentTenantId(), id }));
    if (!found) throw new NotFound('Appointment');
    return found;
  }

  /** False when it cannot go there any more; repeated it is true. @throws NotFound */
  async settle(id: string, to: Exclude<AppointmentStatus, 'PROMISED'>, more: SettledMore = {}): Promise<boolean> {
    return this.work.run(async (tx) => {
      const key = { tenantId: currentTenantId(), id };
      const found = await tx.findOne(Appointment, { where: key, lock: ROW_LOCK });
      if (!found) throw new NotFound('Appointment');
      if (found.status === to) return true;
      if (!APPOINTMENT_MOVES[found.status].includes(to)) return false;
      const because = cleanText(more.because ?? '').slice(0, 500) || null;
      const { calendarReference = found.calendarReference } = more;
      await tx.update(Appointment, key, {
        status: to,
        updatedAt: this.clock.now(),
        calendarReference,
        ...(to === 'CANCELLED' ? { cancelledBecause: because } : {}),
      });
      const fact = { appointmentId: id, leadId: found.leadId };
      if (to === 'CANCELLED') await this.outbox.record(AppointmentCancelled, { ...fact, calendarReference });
      if (to === 'KEPT') await this.outbox.record(AppointmentKept, fact);
      return true;
    });
  }

  /** Ids of what this conversation has promised and is to come. */
  private async toCome(tx: EntityManager, { leadId, conversationId }: PromisedSlot): Promise<string[]> {
    if (!conversationId) return [];
    const rows = await rowsOf<{ id: string }>(tx, TO_COME, [
      currentTenantId(),
      leadId,
      conversationId,
      this.clock.now(),
    ]);
    return rows.map(({ id }) => id);
  }

  private async giveUp(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.settle(id, 'CANCELLED', { because: 'Moved to another time.' });
  }

  /** One that holds the lead's time, in part or whole; of those that may move only one at the very same time counts. */
  private async overlapping(
    tx: EntityManager,
    leadId: string,
    from: Date,
    until: Date,
    mayMove: readonly string[],
  ): Promise<Appointment | null> {
    const row = await rowOf<{ id: string }>(tx, OVERLAPPING, [currentTenantId(), leadId, from, until, mayMove]);
    return row ? this.get(row.id) : null;
  }

  private async insert(tx: EntityManager, slot: PromisedSlot, endsAt: Date): Promise<Appointment> {
    const now = this.clock.now();
    const made = tx.create(Appointment, {
      tenantId: currentTenantId(),
      id: uuidv7(),
      leadId: slot.leadId,
      conversationId: slot.conversationId ?? null,
      callId: slot.callId ?? null,
      startsAt: slot.startsAt,
      endsAt,
      timeZone: slot.timeZone,
      words: cleanText(slot.words ?? '').slice(0, 1_000) || null,
      status: 'PROMISED',
      calendar: this.calendar.name,
      calendarReference: null,
      cancelledBecause: null,
      createdAt: now,
      updatedAt: now,
    });
    await tx.insert(Appointment, made);
    return made;
  }

  private async book({ id, stage }: Lead): Promise<void> {
    if (verdictOfMove(stage, 'APPOINTMENT_BOOKED') === 'MOVE') await this.leads.moveStage(id, 'APPOINTMENT_BOOKED');
  }
}

interface SettledMore {
  readonly because?: string | null;
  readonly calendarReference?: string;
}

/** The one at the very same time first. No appointment is longer than a day. */
const OVERLAPPING = /* sql */ `
select id from appointments
where tenant_id = $1 and lead_id = $2 and status in ('PROMISED', 'CONFIRMED')
  and starts_at > $3::timestamptz - interval '1 day' and starts_at < $4 and ends_at > $3
  and (starts_at = $3 or id <> all ($5::uuid[]))
order by starts_at = $3 desc, starts_at, id limit 1`;

/** In the order they would take place. */
const TO_COME = /* sql */ `
select id from appointments
where tenant_id = $1 and lead_id = $2 and conversation_id = $3 and status in ('PROMISED', 'CONFIRMED') and starts_at > $4
order by starts_at, id`;
