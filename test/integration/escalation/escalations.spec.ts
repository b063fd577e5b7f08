import { ConversationsService } from '../../../src/conversations/conversations.service';
import { EscalationDesk } from '../../../src/escalation/escalation-desk.service';
import { EscalationFigures } from '../../../src/escalation/escalation-figures.service';
import { EscalationListener } from '../../../src/escalation/escalation.listener';
import { EscalationLists } from '../../../src/escalation/escalation-lists.service';
import { EscalationSweep } from '../../../src/escalation/escalation-sweep';
import { ManualEscalations } from '../../../src/escalation/manual-escalations.service';
import { EscalationSettingsService } from '../../../src/escalation/settings/escalation-settings.service';
import { lockLead } from '../../../src/leads/lock-lead';
import type { Actor } from '../../../src/platform/context/actor';
import { rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { door } from '../../support/door';
import type { TestApp } from '../../support/test-app';
import { until } from '../../support/until';
import { aMember, aTalk, factsOf, raise, startEscalationApp, statusOf } from './escalation-stage';

const MINUTE = 60_000;

/** Who waits for a row that somebody else holds. */
const WAITING = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

describe('escalations', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    app = await startEscalationApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
  });

  const desk = (): EscalationDesk => app.get(EscalationDesk);
  const as = <T>(actor: Actor, work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work, actor);
  const get = (id: string) => app.asTenant(tenantId, () => app.get(EscalationLists).get(id));

  describe('raising', () => {
    it('silences the agent, hands the lead off and tells of it, all at once', async () => {
      const talk = await aTalk(app, tenantId, ['Can I talk to a manager?']);
      const { escalationId, created } = await raise(app, tenantId, {
        ...talk,
        trigger: 'HUMAN_REQUESTED',
        reason: ' Asked\u0000 twice. ',
      });
      expect(created).toBe(true);
      expect(await statusOf(app, talk)).toBe('ESCALATED HANDED_OFF');
      expect(await get(escalationId)).toMatchObject({
        status: 'RAISED',
        trigger: 'HUMAN_REQUESTED',
        reason: 'Asked  twice.',
        atTurn: 1,
        remindAt: new Date(app.clock.now().getTime() + 5 * MINUTE),
      });
      expect(await factsOf(app, tenantId, 'escalation.raised')).toEqual([
        {
          escalationId,
          leadId: talk.leadId,
          conversationId: talk.conversationId,
          callId: talk.callId,
          trigger: 'HUMAN_REQUESTED',
        },
      ]);
    });

    it('is once per conversation while one is open, however many ask at the same time', async () => {
      const talk = await aTalk(app, tenantId);
      const all = await Promise.all(
        Array.from({ length: 6 }, () => raise(app, tenantId, { ...talk, trigger: 'ANGER' })),
      );
      expect(all.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(all.map(({ escalationId }) => escalationId)).size).toBe(1);
      expect(await factsOf(app, tenantId, 'escalation.raised')).toHaveLength(1);
    });

    it('does not wait for itself when one lead has several conversations', async () => {
      const talks = [await aTalk(app, tenantId), await aTalk(app, tenantId), await aTalk(app, tenantId)];
      const leadId = talks[0]?.leadId ?? '';
      await app.sql('update conversations set lead_id = $1 where id = any($2)', [
        leadId,
        talks.map(({ conversationId }) => conversationId),
      ]);
      const raised = await Promise.all(
        talks.map(({ conversationId }) => raise(app, tenantId, { leadId, conversationId, trigger: 'ANGER' })),
      );
      expect(raised.filter(({ created }) => created)).toHaveLength(3);
    });

    it.each([
      ['one company', () => tenantId],
      ['another', () => other],
    ])('of a whole lead of %s lets whoever has one of its conversations have the lead as well', async (_, company) => {
      const [first, second] = [await aTalk(app, company()), await aTalk(app, company())];
      const { leadId } = first;
      await app.sql('update conversations set lead_id = $1 where id = $2', [leadId, second.conversationId]);
      const [held, mayGoOn] = [door(), door()];
      const answering = app.asTenant(company(), () =>
        app.get(UnitOfWork).run(async (tx) => {
          await rowsOf(tx, 'select 1 from conversations where id = $1 for no key update', [second.conversationId]);
          held.open();
          await mayGoOn.opened;
          await lockLead(tx, leadId);
        }),
      );
      await held.opened;
      const handing = app.asTenant(company(), () => app.get(ManualEscalations).ofLead(leadId));
      await until(async () => (await app.sql(WAITING)).length > 0);
      mayGoOn.open();
      const [escalation] = await Promise.all([handing, answering]);
      expect(escalation.conversationId).toBe(first.conversationId);
      expect([await statusOf(app, first), await statusOf(app, { ...second, leadId })]).toEqual([
        'ESCALATED HANDED_OFF',
        'ESCALATED HANDED_OFF',
      ]);
    });

    it('is once per lead where there is no conversation, and none of a conversation', async () => {
      const talk = await aTalk(app, tenantId);
      const first = await raise(app, tenantId, { leadId: talk.leadId, trigger: 'MANUAL' });
      expect(await raise(app, tenantId, { leadId: talk.leadId, trigger: 'MANUAL' })).toEqual({
        ...first,
        created: false,
      });
      expect(await statusOf(app, talk)).toBe('ACTIVE HANDED_OFF');
      expect((await raise(app, tenantId, { ...talk, trigger: 'MANUAL' })).created).toBe(true);
    });

    it('counts from when the person asked first, whoever raised it before that was known, and is reminded of as it was', async () => {
      const [talk, theirs] = [await aTalk(app, tenantId), await aTalk(app, other)];
      const { raisedAt, remindAt, id } = await get(
        (await raise(app, tenantId, { ...talk, trigger: 'MANUAL' })).escalationId,
      );
      await raise(app, other, { ...theirs, trigger: 'MANUAL' });
      const asked = (seconds: number, reason: string) =>
        raise(app, tenantId, {
          ...talk,
          trigger: 'ANGER',
          reason,
          since: new Date(raisedAt.getTime() + seconds * 1_000),
        });
      await asked(60, 'Later.');
      expect(await get(id)).toMatchObject({ raisedAt, reason: 'Later.' });
      await asked(-60, 'Before.');
      const since = new Date(raisedAt.getTime() - MINUTE);
      const waits = { trigger: 'MANUAL', waitingSince: raisedAt, remindAt };
      expect(await get(id)).toMatchObject({ ...waits, raisedAt: since, reason: 'Later.' });
      await as(await aMember(app, tenantId), () => desk().resolve(id, null, false));
      await asked(-120, 'Done.');
      expect(await get(id)).toMatchObject({ raisedAt: since, status: 'RESOLVED' });
      expect(await app.sql('select raised_at as "raisedAt" from escalations where tenant_id = $1', [other])).toEqual([
        { raisedAt },
      ]);
    });

    it('under the same key is the same one even when it has been resolved', async () => {
      const talk = await aTalk(app, tenantId);
      const first = await raise(app, tenantId, { ...talk, trigger: 'ANGER', key: 'message:1' });
      const mina = await aMember(app, tenantId);
      await as(mina, () => desk().resolve(first.escalationId, 'Called.', true));
      expect(await raise(app, tenantId, { ...talk, trigger: 'ANGER', key: 'message:1' })).toEqual({
        ...first,
        created: false,
      });
      expect(await statusOf(app, talk)).toBe('ACTIVE HANDED_OFF');
    });

    it('leaves nothing behind when it fails', async () => {
      const [talk, stranger] = [await aTalk(app, tenantId), await aTalk(app, tenantId)];
      await expect(
        raise(app, tenantId, { leadId: talk.leadId, conversationId: stranger.conversationId, trigger: 'ANGER' }),
      ).rejects.toThrow('Conversation was not found.');
      await expect(
        raise(app, tenantId, { leadId: talk.leadId, callId: stranger.callId, trigger: 'ANGER' }),
      ).rejects.toThrow('Call was not found.');
      expect(await statusOf(app, talk)).toBe('ACTIVE NEW');
      expect(await app.sql('select 1 from escalations where tenant_id = $1', [tenantId])).toEqual([]);
    });

    it('is nothing to another company', async () => {
      const talk = await aTalk(app, tenantId);
      await expect(raise(app, other, { ...talk, trigger: 'ANGER' })).rejects.toThrow('was not found');
      const { escalationId } = await raise(app, tenantId, { ...talk, trigger: 'ANGER' });
      await expect(app.asTenant(other, () => app.get(EscalationLists).get(escalationId))).rejects.toThrow('not found');
      await expect(app.asTenant(other, () => desk().resolve(escalationId, null, true))).rejects.toThrow('not found');
      await expect(app.asTenant(other, () => desk().handBack(talk.conversationId))).rejects.toThrow('not found');
    });
  });

  describe('at the desk', () => {
    it('one of two who claim at once has it, and the other hears who', async () => {
      const talk = await aTalk(app, tenantId);
      const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'ANGER' });
      const [mina, omar] = [await aMember(app, tenantId), await aMember(app, tenantId)];
      app.clock.advance(30_000);
      const answers = await Promise.all([mina, omar].map((actor) => as(actor, () => desk().claim(id))));
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['DONE', 'TAKEN']);
      const { assigneeId } = await get(id);
      expect(answers.find(({ kind }) => kind === 'TAKEN')).toEqual({ kind: 'TAKEN', by: assigneeId });
      expect(await factsOf(app, tenantId, 'escalation.claimed')).toEqual([{ escalationId: id, userId: assigneeId }]);
      const winner = assigneeId === mina.userId ? mina : omar;
      expect((await as(winner, () => desk().claim(id))).kind).toBe('DONE');
      expect(await factsOf(app, tenantId, 'escalation.claimed')).toHaveLength(1);
    });

    it('a machine cannot claim', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      const key: Actor = { kind: 'API_KEY', apiKeyId: 'k', scopes: [] };
      await expect(as(key, async () => desk().claim(id))).rejects.toThrow('Only a member');
    });

    it('passing on makes it wait again, with reminders from the beginning; the first claim counts', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      const [mina, omar] = [await aMember(app, tenantId), await aMember(app, tenantId)];
      const firstClaimedAt = app.clock.now();
      await as(mina, () => desk().claim(id));
      app.clock.advance(10 * MINUTE);
      await as(mina, () => desk().assign(id, omar.userId));
      const now = app.clock.now();
      expect(await get(id)).toMatchObject({
        status: 'RAISED',
        assigneeId: omar.userId,
        claimedAt: null,
        firstClaimedAt,
        waitingSince: now,
        remindAt: new Date(now.getTime() + 5 * MINUTE),
      });
      await as(omar, () => desk().claim(id));
      await as(omar, () => desk().assign(id, null));
      expect(await get(id)).toMatchObject({ status: 'RAISED', assigneeId: null, firstClaimedAt });
      expect(await factsOf(app, tenantId, 'escalation.assigned')).toHaveLength(2);
    });

    it('goes to nobody who only reads, or is no member', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      const [reader, stranger] = [await aMember(app, tenantId, { role: 'VIEWER' }), await aMember(app, other)];
      expect(await as(reader, () => desk().assign(id, reader.userId))).toEqual({ kind: 'MAY_NOT_TAKE' });
      await expect(as(reader, () => desk().assign(id, stranger.userId))).rejects.toThrow('Member was not found.');
    });

    it('resolving hands the conversation back, once', async () => {
      const talk = await aTalk(app, tenantId);
      const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'ANGER' });
      const mina = await aMember(app, tenantId);
      await as(mina, () => desk().claim(id));
      await as(mina, () => desk().resolve(id, 'Called back, all well.', true));
      expect(await statusOf(app, talk)).toBe('ACTIVE HANDED_OFF');
      expect(await get(id)).toMatchObject({
        status: 'RESOLVED',
        resolution: 'Called back, all well.',
        resolvedBy: `MEMBER:${mina.userId}`,
        handedBackAt: app.clock.now(),
        remindAt: null,
      });
      expect((await as(mina, () => desk().resolve(id, 'again', true))).kind).toBe('RESOLVED');
      expect((await as(mina, () => desk().claim(id))).kind).toBe('RESOLVED');
      expect(await factsOf(app, tenantId, 'escalation.resolved')).toEqual([{ escalationId: id, handedBack: true }]);
    });

    it('without handing back the agent stays silent, and who writes again is heard by people', async () => {
      const talk = await aTalk(app, tenantId);
      const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'ANGER' });
      const mina = await aMember(app, tenantId);
      await as(mina, () => desk().resolve(id, null, false));
      expect(await statusOf(app, talk)).toBe('ESCALATED HANDED_OFF');
      const heard = { conversationId: talk.conversationId, leadId: talk.leadId, seq: 7 };
      for (let twice = 0; twice < 2; twice += 1)
        await app.asTenant(tenantId, () => app.get(EscalationListener).hearAgain(heard));
      const open = await app.asTenant(tenantId, () =>
        app.get(EscalationLists).page({ first: 5 }, { statuses: ['RAISED'] }),
      );
      expect(open.nodes).toMatchObject([{ trigger: 'ANGER', reason: 'The person has written again.' }]);
      expect(await as(mina, () => desk().handBack(talk.conversationId))).toBe(true);
      expect(await statusOf(app, talk)).toBe('ACTIVE HANDED_OFF');
      expect(
        await app.sql(
          'select 1 from escalations where tenant_id = $1 and (handed_back_at is null or resolved_at is null)',
          [tenantId],
        ),
      ).toEqual([]);
      expect(await as(mina, () => desk().handBack(talk.conversationId))).toBe(false);
    });

    it('of a conversation that has ended is resolved like any other', async () => {
      const talk = await aTalk(app, tenantId);
      const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'ANGER' });
      const at = app.clock.now();
      await app.asTenant(tenantId, () => app.get(ConversationsService).end(talk.conversationId, { at, assess: false }));
      expect((await app.asTenant(tenantId, () => desk().resolve(id, null, true))).kind).toBe('DONE');
      expect(await statusOf(app, talk)).toBe('ENDED HANDED_OFF');
    });

    it('what somebody had claimed who left the company waits for the others', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      const [mina, omar] = [await aMember(app, tenantId), await aMember(app, tenantId)];
      const kept = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      await as(mina, () => desk().claim(id));
      await as(omar, () => desk().claim(kept.escalationId));
      await app.sql('delete from members where user_id = $1', [mina.userId]);
      await app.get(EscalationSweep).returnAbandoned();
      expect(await get(id)).toMatchObject({ status: 'RAISED', assigneeId: null, claimedAt: null });
      expect((await get(kept.escalationId)).status).toBe('CLAIMED');
    });

    it('so does what somebody had claimed who may only read since, in this company', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      const theirs = await raise(app, other, { ...(await aTalk(app, other)), trigger: 'ANGER' });
      const mina = await aMember(app, tenantId);
      await app.sql(
        `insert into members (tenant_id, user_id, role, email, name) values ($1, $2, 'OPERATOR', 'm@other.example', 'M')`,
        [other, mina.userId],
      );
      await as(mina, () => desk().claim(id));
      await app.asTenant(other, () => desk().claim(theirs.escalationId), mina);
      app.clock.advance(10 * MINUTE);
      await app.sql(`update members set role = 'VIEWER' where tenant_id = $1 and user_id = $2`, [
        tenantId,
        mina.userId,
      ]);
      await app.get(EscalationSweep).returnAbandoned();
      const now = app.clock.now();
      expect(await get(id)).toMatchObject({
        status: 'RAISED',
        assigneeId: null,
        claimedAt: null,
        waitingSince: now,
        remindAt: new Date(now.getTime() + 5 * MINUTE),
      });
      expect(await factsOf(app, tenantId, 'escalation.assigned')).toEqual([{ escalationId: id, userId: null }]);
      expect(await app.sql('select status from escalations where id = $1', [theirs.escalationId])).toEqual([
        { status: 'CLAIMED' },
      ]);
    });

    it('what somebody should take who cannot any more is anybody’s, and waits on as it did', async () => {
      const talk = await aTalk(app, tenantId);
      const ids = [
        (await raise(app, tenantId, { ...talk, trigger: 'ANGER' })).escalationId,
        (await raise(app, tenantId, { leadId: talk.leadId, trigger: 'MANUAL' })).escalationId,
      ];
      const [mina, omar] = [await aMember(app, tenantId), await aMember(app, tenantId)];
      const kept = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      for (const id of ids) await as(omar, () => desk().assign(id, mina.userId));
      await as(omar, () => desk().assign(kept.escalationId, omar.userId));
      const waitingSince = app.clock.now();
      app.clock.advance(6 * MINUTE);
      await app.get(EscalationSweep).remind();
      await app.sql('delete from members where user_id = $1', [mina.userId]);
      await app.get(EscalationSweep).returnAbandoned();
      const asBefore = { waitingSince, remindersSent: 1, remindAt: new Date(waitingSince.getTime() + 15 * MINUTE) };
      for (const id of ids) expect(await get(id)).toMatchObject({ status: 'RAISED', assigneeId: null, ...asBefore });
      expect((await get(kept.escalationId)).assigneeId).toBe(omar.userId);
      expect(await factsOf(app, tenantId, 'escalation.assigned')).toHaveLength(5);
    });
  });

  describe('reminders', () => {
    const remind = (): Promise<void> => app.get(EscalationSweep).remind();
    const told = () => factsOf(app, tenantId, 'escalation.reminded');

    it('come once per step, whoever looks and dies, and end with the claim', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      app.clock.advance(5 * MINUTE - 1);
      await remind();
      expect(await told()).toEqual([]);
      app.clock.advance(1);
      await Promise.all([remind(), remind(), remind()]);
      expect(await told()).toEqual([{ escalationId: id, step: 1, minutes: 5 }]);
      app.clock.advance(10 * MINUTE);
      await remind();
      expect(await told()).toHaveLength(2);
      await as(await aMember(app, tenantId), () => desk().claim(id));
      app.clock.advance(24 * 60 * MINUTE);
      await remind();
      expect(await told()).toHaveLength(2);
    });

    it('a rollback takes step and fact together', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      app.clock.advance(5 * MINUTE);
      await app.sql(
        `create function refuse_reminders() returns trigger language plpgsql as $$ begin raise exception 'down'; end $$`,
      );
      await app.sql(
        `create trigger refuse_reminders before insert on outbox for each row when (new.name = 'escalation.reminded') execute function refuse_reminders()`,
      );
      await remind();
      await app.sql('drop trigger refuse_reminders on outbox');
      expect(await get(id)).toMatchObject({ remindersSent: 0 });
      await remind();
      expect(await told()).toEqual([{ escalationId: id, step: 1, minutes: 5 }]);
    });

    it('steps that passed while nobody looked are one', async () => {
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      app.clock.advance(20 * MINUTE);
      await remind();
      await remind();
      expect(await told()).toEqual([{ escalationId: id, step: 2, minutes: 20 }]);
      app.clock.advance(40 * MINUTE);
      await remind();
      expect(await told()).toHaveLength(2);
      expect((await get(id)).remindAt).toBeNull();
    });

    it('follow the company’s own minutes, or never come', async () => {
      const settings = app.get(EscalationSettingsService);
      await app.asTenant(tenantId, () => settings.change({ reminderMinutes: [] }));
      await app.asTenant(other, () => settings.change({ reminderMinutes: [2] }));
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      await raise(app, other, { ...(await aTalk(app, other)), trigger: 'ANGER' });
      expect((await get(id)).remindAt).toBeNull();
      app.clock.advance(2 * MINUTE);
      await remind();
      expect(await told()).toEqual([]);
      expect(await factsOf(app, other, 'escalation.reminded')).toHaveLength(1);
    });

    it('settings that make no sense are named', async () => {
      const change = (changes: object) =>
        app.asTenant(tenantId, () => app.get(EscalationSettingsService).change(changes));
      await expect(change({ reminderMinutes: [5, 5] })).rejects.toThrow('input.reminderMinutes[1]');
      await expect(change({ reminderMinutes: [0] })).rejects.toThrow('input.reminderMinutes[0]');
      await expect(change({ emails: ['a@x.example', 'b@x.example\r\nBcc: c@x.example'] })).rejects.toThrow(
        'input.emails[1]',
      );
    });
  });

  it('figures count what was raised in the period, by trigger, and of nobody else', async () => {
    const from = app.clock.now();
    const waits = [10, 20, 30, 40];
    const mina = await aMember(app, tenantId);
    for (const seconds of waits) {
      const trigger = seconds > 30 ? 'HIGH_VALUE' : 'ANGER';
      const { escalationId: id } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger });
      app.clock.advance(seconds * 1_000);
      await as(mina, () => desk().claim(id));
      app.clock.advance(60_000);
      if (seconds === 10) await as(mina, () => desk().resolve(id, null, true));
    }
    await raise(app, other, { ...(await aTalk(app, other)), trigger: 'ANGER' });
    const until = app.clock.now();
    const figures = await app.asTenant(tenantId, () => app.get(EscalationFigures).of(from, until));
    expect(figures.total).toMatchObject({
      raised: 4,
      claimed: 4,
      resolved: 1,
      medianSecondsToClaim: 25,
      p90SecondsToClaim: 37,
      medianSecondsToResolve: 70,
    });
    expect(figures.byTrigger.map(({ trigger, raised }) => [trigger, raised]).sort()).toEqual([
      ['ANGER', 3],
      ['HIGH_VALUE', 1],
    ]);
    const none = await app.asTenant(tenantId, () =>
      app.get(EscalationFigures).of(new Date(from.getTime() - MINUTE), from),
    );
    expect(none).toMatchObject({ total: { raised: 0, medianSecondsToClaim: null }, byTrigger: [] });
    await expect(app.asTenant(tenantId, () => app.get(EscalationFigures).of(until, from))).rejects.toThrow('period');
  });
});
