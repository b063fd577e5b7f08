import {
  Appointments,
  type KeptSlot,
  type PromisedSlot,
} from '../../../src/escalation/appointments/appointments.service';
import { CalendarListener } from '../../../src/escalation/appointments/calendar.listener';
import { Calendar, type CalendarBooking, type CalendarSlot } from '../../../src/escalation/appointments/calendar.port';
import { TicketModel } from '../../../src/escalation/tickets/ticket.model';
import { ticketReference } from '../../../src/escalation/tickets/ticket-reference';
import { Tickets } from '../../../src/escalation/tickets/tickets.service';
import type { TestApp } from '../../support/test-app';
import { aMember, aTalk, factsOf, startEscalationApp, statusOf } from './escalation-stage';

/** A vendor's calendar, as one may come behind the port. */
class ScriptedCalendar extends Calendar {
  readonly name = 'SCRIPTED';
  answer: CalendarBooking = { kind: 'NOT_CONFIRMED' };
  fails = 0;
  readonly booked: CalendarSlot[] = [];
  readonly cancelled: string[] = [];
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  async book(slot: CalendarSlot): Promise<CalendarBooking> {
    this.booked.push(slot);
    if (this.fails > 0) {
      this.fails -= 1;
      throw new Error('away');
    }
    await this.meanwhile();
    return this.answer;
  }

  cancel(reference: string): Promise<void> {
    this.cancelled.push(reference);
    return Promise.resolve();
  }
}

let app: TestApp;
let tenantId: string;
let other: string;
let calendar: ScriptedCalendar;

beforeAll(async () => {
  calendar = new ScriptedCalendar();
  app = await startEscalationApp({ overrides: [{ token: Calendar, value: calendar }] });
});
afterAll(() => app.close());
beforeEach(async () => {
  [tenantId, other] = [await app.newTenant(), await app.newTenant()];
  Object.assign(calendar, { answer: { kind: 'NOT_CONFIRMED' }, meanwhile: () => Promise.resolve() });
});

describe('tickets', () => {
  const tickets = (): Tickets => app.get(Tickets);
  const open = async (more: object = {}) => {
    const { leadId, conversationId } = await aTalk(app, tenantId);
    return app.asTenant(tenantId, () =>
      tickets().open({ leadId, conversationId, subject: 'Send the floor plan', ...more }),
    );
  };

  it('are opened once per key, and told of', async () => {
    const { leadId } = await aTalk(app, tenantId);
    const wanted = { leadId, subject: ' Send\nthe plan ', description: '=HYPERLINK("x")', key: 'conversation:1' };
    const both = await Promise.all([1, 2].map(() => app.asTenant(tenantId, () => tickets().open(wanted))));
    expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(both[0]?.ticket).toMatchObject({ subject: 'Send the plan', status: 'OPEN', priority: 'NORMAL' });
    expect(await factsOf(app, tenantId, 'ticket.opened')).toHaveLength(1);
  });

  it('go through their life cycle and are reopened, and nowhere else', async () => {
    const { ticket } = await open();
    const move = (status: 'OPEN' | 'IN_PROGRESS' | 'RESOLVED' | 'CLOSED') =>
      app.asTenant(tenantId, () => tickets().change(ticket.id, { status }));
    expect(await move('IN_PROGRESS')).toMatchObject({ status: 'IN_PROGRESS' });
    expect(await move('RESOLVED')).toMatchObject({ status: 'RESOLVED', resolvedAt: app.clock.now() });
    expect(await move('IN_PROGRESS')).toEqual({ from: 'RESOLVED', to: 'IN_PROGRESS' });
    expect(await move('CLOSED')).toMatchObject({ status: 'CLOSED', closedAt: app.clock.now() });
    expect(await move('RESOLVED')).toEqual({ from: 'CLOSED', to: 'RESOLVED' });
    expect(await move('OPEN')).toMatchObject({ status: 'OPEN', resolvedAt: null, closedAt: null });
    expect(await move('OPEN')).toMatchObject({ status: 'OPEN' });
    expect((await factsOf(app, tenantId, 'ticket.moved')).map(({ status }) => status)).toEqual([
      'IN_PROGRESS',
      'RESOLVED',
      'CLOSED',
      'OPEN',
    ]);
    await expect(app.sql(`update tickets set status = 'IN_PROGRESS' where id = $1`, [ticket.id])).resolves.toEqual([]);
    await app.sql(`update tickets set status = 'RESOLVED', resolved_at = now() where id = $1`, [ticket.id]);
    await expect(app.sql(`update tickets set status = 'IN_PROGRESS' where id = $1`, [ticket.id])).rejects.toThrow(
      'illegal move',
    );
  });

  it('belong to members and leads of the company', async () => {
    const { ticket } = await open();
    const stranger = await aMember(app, other);
    const mina = await aMember(app, tenantId);
    const assign = (assigneeId: string | null) =>
      app.asTenant(tenantId, () => tickets().change(ticket.id, { assigneeId }));
    await expect(assign(stranger.userId)).rejects.toThrow('Member was not found.');
    expect(await assign(mina.userId)).toMatchObject({ assigneeId: mina.userId });
    expect(await assign(null)).toMatchObject({ assigneeId: null });
    const theirs = await aTalk(app, other);
    await expect(open({ leadId: theirs.leadId })).rejects.toThrow('was not found');
    await expect(open({ conversationId: theirs.conversationId })).rejects.toThrow('was not found');
    await expect(open({ subject: ' \u0000 ' })).rejects.toThrow('input.subject');
    await expect(app.asTenant(other, () => tickets().get(ticket.id))).rejects.toThrow('Ticket was not found.');
    await expect(app.asTenant(other, () => tickets().change(ticket.id, { status: 'CLOSED' }))).rejects.toThrow(
      'not found',
    );
    expect((await app.asTenant(other, () => tickets().list({ first: 5 }))).nodes).toEqual([]);
  });

  it('are found by the reference that people are told, by an index, in their own company alone', async () => {
    const { ticket } = await open();
    await open();
    const { reference } = TicketModel.of(ticket);
    expect(reference).toBe(ticketReference(ticket.id));
    const found = (said: string, tenant = tenantId) =>
      app.asTenant(tenant, () => tickets().list({ first: 5 }, { reference: said }));
    for (const said of [reference, reference.toLowerCase().replace('-', ' ')])
      expect((await found(said)).nodes.map(({ id }) => id)).toEqual([ticket.id]);
    expect((await found(reference, other)).nodes).toEqual([]);
    expect((await found('0000-0000')).nodes).toEqual([]);
    await expect(found('4F9A')).rejects.toThrow('eight digits');
    await app.sql(
      `insert into tickets select (t).* from (
         select jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid())) as t from tickets t, generate_series(1, 2000)
         where t.tenant_id = $1 and t.id = $2) as many`,
      [tenantId, ticket.id],
    );
    await app.sql('analyze tickets');
    const plan = await app.sql<{ 'QUERY PLAN': string }>(
      `explain select * from tickets where tenant_id = '${tenantId}' and right(id::text, 8) = 'ffffffff'`,
    );
    expect(JSON.stringify(plan)).toContain('tickets_reference');
  });
});

describe('appointments', () => {
  const AT = new Date('2026-07-10T18:00:00Z');
  const slot = (leadId: string, more: Partial<PromisedSlot> = {}): PromisedSlot => ({
    leadId,
    startsAt: AT,
    timeZone: 'America/New_York',
    words: 'Friday at two',
    ...more,
  });
  const keep = (promised: PromisedSlot, tenant = tenantId): Promise<KeptSlot> =>
    app.asTenant(tenant, () => app.get(Appointments).keep(promised));
  const idOf = (kept: KeptSlot): string => (kept.kind === 'KEPT' ? kept.appointment.id : '');
  const get = (id: string) => app.asTenant(tenantId, () => app.get(Appointments).get(id));
  const settle = (id: string, to: 'CANCELLED' | 'KEPT' | 'MISSED' | 'CONFIRMED') =>
    app.asTenant(tenantId, () => app.get(Appointments).settle(id, to, { because: 'asked' }));
  const tellCalendar = (appointmentId: string) =>
    app.asTenant(tenantId, () => app.get(CalendarListener).book({ appointmentId }));

  it('are kept once, however often and at once they are promised, and move a qualified lead on', async () => {
    const talk = await aTalk(app, tenantId);
    for (const stage of ['QUALIFYING', 'QUALIFIED'])
      await app.sql('update leads set stage = $2 where id = $1', [talk.leadId, stage]);
    const { leadId, conversationId, callId } = talk;
    const kept = await Promise.all([1, 2, 3].map(() => keep(slot(leadId, { conversationId, callId }))));
    expect(kept.filter((one) => one.kind === 'KEPT' && one.created)).toHaveLength(1);
    expect(new Set(kept.map(idOf)).size).toBe(1);
    expect(await statusOf(app, talk)).toBe('ACTIVE APPOINTMENT_BOOKED');
    expect(await get(idOf(kept[0] as KeptSlot))).toMatchObject({
      status: 'PROMISED',
      endsAt: new Date('2026-07-10T18:30:00Z'),
      words: 'Friday at two',
      calendar: 'SCRIPTED',
    });
    expect(await factsOf(app, tenantId, 'appointment.promised')).toHaveLength(1);
  });

  it('leave the stage of a lead that may not move there', async () => {
    const talk = await aTalk(app, tenantId);
    expect((await keep(slot(talk.leadId))).kind).toBe('KEPT');
    expect(await statusOf(app, talk)).toBe('ACTIVE NEW');
  });

  it('never overlap for one lead, and do for two', async () => {
    const [talk, neighbour] = [await aTalk(app, tenantId), await aTalk(app, tenantId)];
    const first = await keep(slot(talk.leadId, { durationMinutes: 60 }));
    const half = new Date(AT.getTime() + 30 * 60_000);
    expect(await keep(slot(talk.leadId, { startsAt: half }))).toMatchObject({
      kind: 'OVERLAPS',
      with: { id: idOf(first) },
    });
    expect((await keep(slot(talk.leadId, { startsAt: new Date(AT.getTime() + 60 * 60_000) }))).kind).toBe('KEPT');
    expect((await keep(slot(neighbour.leadId))).kind).toBe('KEPT');
    expect(await settle(idOf(first), 'CANCELLED')).toBe(true);
    expect((await keep(slot(talk.leadId, { startsAt: half }))).kind).toBe('KEPT');
  });

  it('of one conversation move when another time is promised in it, once and as a whole', async () => {
    const { leadId, conversationId } = await aTalk(app, tenantId);
    const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
    const first = idOf(await keep(slot(leadId, { conversationId })));
    const elsewhere = idOf(await keep(slot(leadId, { startsAt: later(120) })));
    expect(await keep(slot(leadId, { conversationId, startsAt: later(110) }))).toMatchObject({
      kind: 'OVERLAPS',
      with: { id: elsewhere },
    });
    expect(await keep(slot(leadId, { conversationId, startsAt: app.clock.now() }))).toEqual({ kind: 'IN_THE_PAST' });
    expect(await get(first)).toMatchObject({ status: 'PROMISED' });
    const moved = await Promise.all([1, 2].map(() => keep(slot(leadId, { conversationId, startsAt: later(15) }))));
    expect(new Set(moved.map(idOf)).size).toBe(1);
    expect(await get(idOf(moved[0] as KeptSlot))).toMatchObject({ status: 'PROMISED', startsAt: later(15) });
    expect(await get(first)).toMatchObject({ status: 'CANCELLED', cancelledBecause: 'Moved to another time.' });
    expect(await get(elsewhere)).toMatchObject({ status: 'PROMISED' });
    expect(await factsOf(app, tenantId, 'appointment.cancelled')).toMatchObject([{ appointmentId: first }]);
  });

  it('make sense', async () => {
    const { leadId } = await aTalk(app, tenantId);
    expect(await keep(slot(leadId, { startsAt: app.clock.now() }))).toEqual({ kind: 'IN_THE_PAST' });
    await expect((async () => keep(slot(leadId, { timeZone: 'Mars/Base' })))()).rejects.toThrow('timeZone');
    await expect((async () => keep(slot(leadId, { durationMinutes: 0 })))()).rejects.toThrow('durationMinutes');
    await expect(keep(slot(leadId), other)).rejects.toThrow('Lead was not found.');
  });

  it('end once', async () => {
    const { leadId } = await aTalk(app, tenantId);
    const id = idOf(await keep(slot(leadId)));
    expect(await settle(id, 'CONFIRMED')).toBe(true);
    expect(await settle(id, 'KEPT')).toBe(true);
    expect(await settle(id, 'KEPT')).toBe(true);
    expect(await settle(id, 'CANCELLED')).toBe(false);
    expect(await factsOf(app, tenantId, 'appointment.kept')).toHaveLength(1);
    await expect(app.asTenant(other, () => app.get(Appointments).settle(id, 'CANCELLED'))).rejects.toThrow('not found');
    await expect(app.sql(`update appointments set status = 'PROMISED' where id = $1`, [id])).rejects.toThrow(
      'illegal move',
    );
  });

  describe('and the calendar', () => {
    it('confirms them, asked again after it was away, and once', async () => {
      const id = idOf(await keep(slot((await aTalk(app, tenantId)).leadId)));
      Object.assign(calendar, { answer: { kind: 'CONFIRMED', reference: 'cal_1' }, fails: 1 });
      await expect(tellCalendar(id)).rejects.toThrow('away');
      await tellCalendar(id);
      const asked = calendar.booked.length;
      await tellCalendar(id);
      expect(calendar.booked.length).toBe(asked);
      expect(await get(id)).toMatchObject({ status: 'CONFIRMED', calendarReference: 'cal_1' });
      await settle(id, 'CANCELLED');
      const [told] = await factsOf(app, tenantId, 'appointment.cancelled');
      expect(told).toMatchObject({ appointmentId: id, calendarReference: 'cal_1' });
      await app.asTenant(tenantId, () => app.get(CalendarListener).release({ calendarReference: 'cal_1' }));
      expect(calendar.cancelled).toContain('cal_1');
    });

    it('that has no room cancels them', async () => {
      const id = idOf(await keep(slot((await aTalk(app, tenantId)).leadId)));
      calendar.answer = { kind: 'TAKEN' };
      await tellCalendar(id);
      expect(await get(id)).toMatchObject({
        status: 'CANCELLED',
        cancelledBecause: expect.stringContaining('no room'),
      });
    });

    it('is told when one was cancelled while it was asked', async () => {
      const id = idOf(await keep(slot((await aTalk(app, tenantId)).leadId)));
      calendar.answer = { kind: 'CONFIRMED', reference: 'cal_2' };
      calendar.meanwhile = () => settle(id, 'CANCELLED');
      await tellCalendar(id);
      expect(calendar.cancelled).toContain('cal_2');
    });
  });
});
