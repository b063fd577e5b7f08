import { EscalationListener } from '../../../src/escalation/escalation.listener';
import { HandoffPackets } from '../../../src/escalation/packets/handoff-packets.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { Topics } from '../../../src/platform/pubsub/topics';
import { EscalationNews } from '../../../src/escalation/escalations.topics';
import { Appointments } from '../../../src/escalation/appointments/appointments.service';
import type { CompletedAssessment } from '../../../src/qualification/qualification.events';
import { v7 as uuidv7 } from 'uuid';
import { aLeadFact } from '../../support/builders/lead-fact';
import type { TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { addTurn } from '../conversations/a-spoken-call';
import { aMember, aTalk, factsOf, raise, startEscalationApp, statusOf, type Talk } from './escalation-stage';

/** As the token of these tests signs in. */
const OWNER = '00000000-0000-4000-8000-000000000001';

const PACKET = `packet { name phone company isSuppressed score coverage notes openQuestion openQuestionTurn channel language transcriptUrl
  facts { field value quote conversationId turnSeq } criteria { field operator weight verdict quote }
  bestTime { timeZone isGuess promisedAt isOpenNow opensAt closesAt } history { channel kind what } }`;

describe('escalations over GraphQL', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    app = await startEscalationApp({ listen: true, env: { PUBLIC_URL: 'https://calls.acme.example' } });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [tenantId, other] = [await app.newTenant(), await app.newTenant({ timeZone: 'Asia/Dubai' })];
  });

  /** As qualification stores it. */
  async function assess(
    talk: Talk,
    more: Partial<CompletedAssessment> & { signal?: string; model?: string | null } = {},
  ) {
    const assessmentId = uuidv7();
    const { signal = 'none', model = 'strong', ...facts } = more;
    const score = facts.score === undefined ? 75 : facts.score;
    await app.sql(
      `insert into assessments (tenant_id, id, lead_id, call_id, conversation_id, status, due_at, created_at)
       values ($1, $2, $3, $4, $5, 'PENDING', $6, $6)`,
      [talk.tenantId, assessmentId, talk.leadId, talk.callId, talk.conversationId, app.clock.now()],
    );
    await app.sql(
      `update assessments set status = 'COMPLETED', completed_at = $2, score = $3, coverage = 100, temperature = 'HOT', outcome_signal = $4,
         next_action = 'HUMAN_HANDOFF', notes = 'Keen.', language = 'ar', model = $5, callback_at = $6 where id = $1`,
      [assessmentId, app.clock.now(), score, signal, model, new Date('2026-07-08T15:00:00Z')],
    );
    await aLeadFact(app, { ...talk, field: 'budget', value: 800_000, quote: 'eight hundred thousand' });
    await aLeadFact(app, { ...talk, field: 'decision_maker', value: false, quote: 'my wife decides', turnSeq: 2 });
    const { callId, leadId } = talk;
    const told = { outcome: 'QUALIFIED', temperature: 'HOT', nextAction: 'SCHEDULE_DEMO' } as const;
    return { assessmentId, callId, leadId, score, ...told, ...facts };
  }

  const hear = (completed: CompletedAssessment) =>
    app.asTenant(tenantId, () => app.get(EscalationListener).escalateCall(completed));

  it('gives whoever takes it the whole packet', async () => {
    const talk = await aTalk(app, tenantId, [
      'Eight hundred thousand',
      'My wife decides. Is parking included?',
      'Give me a human',
    ]);
    await app.sql(
      `update leads set name = '<b>Anna</b>', company = 'Sea & Sons', time_zone = 'America/New_York' where id = $1`,
      [talk.leadId],
    );
    await assess(talk);
    const { escalationId } = await raise(app, tenantId, { ...talk, trigger: 'HUMAN_REQUESTED' });
    const { conversationId } = talk;
    const { data } = await ask<{ escalation: { packet: object } }>(
      app.url,
      tenantId,
      `query ($id: ID!) { escalation(id: $id) { trigger status lead { id } ${PACKET} } }`,
      { id: escalationId },
    );
    expect(data.escalation).toMatchObject({
      trigger: 'HUMAN_REQUESTED',
      lead: { id: talk.leadId },
      packet: {
        name: '<b>Anna</b>',
        company: 'Sea & Sons',
        isSuppressed: false,
        score: 75,
        notes: 'Keen.',
        openQuestion: 'My wife decides. Is parking included?',
        openQuestionTurn: 2,
        channel: 'VOICE',
        language: 'en-US',
        transcriptUrl: `https://calls.acme.example/conversations/${talk.conversationId}/transcript`,
        facts: [
          { field: 'budget', value: 800_000, quote: 'eight hundred thousand', conversationId, turnSeq: 1 },
          { field: 'decision_maker', value: false, quote: 'my wife decides', conversationId, turnSeq: 2 },
        ],
        criteria: [
          { field: 'budget', operator: 'exists', weight: 30, verdict: 'MET', quote: 'eight hundred thousand' },
          { field: 'timeline', verdict: 'UNKNOWN', quote: null },
          { field: 'decision_maker', verdict: 'NOT_MET' },
          { field: 'pain_points', verdict: 'NOT_MET' },
        ],
        bestTime: { timeZone: 'America/New_York', isGuess: false, promisedAt: '2026-07-08T15:00:00.000Z' },
        history: expect.arrayContaining([
          { channel: 'VOICE', kind: 'CONVERSATION', what: '3' },
          { channel: 'VOICE', kind: 'CALL', what: 'IN_PROGRESS' },
        ]),
      },
    });
  });

  it('tells what holds of the person, whichever conversation it was said in', async () => {
    const talk = await aTalk(app, tenantId, ['Eight hundred thousand', 'My wife decides']);
    await assess(talk);
    const { leadId } = talk;
    await app.sql(`update lead_facts set superseded_at = now() where lead_id = $1 and field = 'decision_maker'`, [
      leadId,
    ]);
    const conversationId = uuidv7();
    await app.sql(
      `insert into conversations (tenant_id, id, lead_id, channel, status, started_at, updated_at) values ($1, $2, $3, 'SMS', 'ACTIVE', $4, $4)`,
      [tenantId, conversationId, leadId, app.clock.now()],
    );
    await app.sql(
      `insert into assessments (tenant_id, id, lead_id, conversation_id, due_at, created_at) values ($1, $2, $3, $4, $5, $5)`,
      [tenantId, uuidv7(), leadId, conversationId, app.clock.now()],
    );
    await app.sql(
      `update assessments set status = 'COMPLETED', completed_at = $2, score = 30, coverage = 30, verdicts = '[{"verdict": "MET"}]'
       where conversation_id = $1`,
      [conversationId, app.clock.now()],
    );
    const { escalationId } = await raise(app, tenantId, { leadId, conversationId, trigger: 'HUMAN_REQUESTED' });
    const packet = (await app.asTenant(tenantId, () => app.get(HandoffPackets).of([escalationId]))).get(escalationId);
    expect(packet).toMatchObject({
      score: 30,
      facts: [{ field: 'budget', quote: 'eight hundred thousand', conversationId: talk.conversationId }],
    });
    expect(packet?.criteria[0]).toMatchObject({ field: 'budget', verdict: 'MET', fact: { value: 800_000 } });
    expect(packet?.facts).toHaveLength(1);
  });

  it('asks as often for a page of packets as for one', async () => {
    for (let i = 0; i < 5; i += 1)
      await raise(app, tenantId, { ...(await aTalk(app, tenantId, ['Hi?'])), trigger: 'ANGER' });
    const packets = jest.spyOn(app.get(HandoffPackets), 'of');
    const { data } = await ask<{ escalations: { nodes: object[]; totalCount: number } }>(
      app.url,
      tenantId,
      `{ escalations(filter: { statuses: [RAISED] }) { totalCount nodes { id assignee { userId } ${PACKET} } } }`,
    );
    expect(data.escalations.totalCount).toBe(5);
    expect(packets).toHaveBeenCalledTimes(1);
    packets.mockRestore();
    const { data: none } = await ask<{ escalations: object }>(
      app.url,
      other,
      '{ escalations { totalCount nodes { id } } }',
    );
    expect(none.escalations).toEqual({ totalCount: 0, nodes: [] });
  });

  it('is claimed, assigned, resolved and handed back', async () => {
    await app.sql(
      `insert into users (id, email, name, password_hash) values ($1, 'o@acme.example', 'O', 'x') on conflict do nothing`,
      [OWNER],
    );
    await app.sql(
      `insert into members (tenant_id, user_id, role, email, name) values ($1, $2, 'OWNER', 'o@acme.example', 'O')`,
      [tenantId, OWNER],
    );
    const talk = await aTalk(app, tenantId, ['Anybody there?']);
    const { userId } = await aMember(app, tenantId);
    const escalated = await ask<{ escalateConversation: { id: string; trigger: string; reason: string } }>(
      app.url,
      tenantId,
      'mutation ($id: ID!) { escalateConversation(conversationId: $id, reason: "Needs the price list") { id trigger reason } }',
      { id: talk.conversationId },
    );
    const { id } = escalated.data.escalateConversation;
    expect(escalated.data.escalateConversation).toMatchObject({ trigger: 'MANUAL', reason: 'Needs the price list' });
    const CLAIM = `mutation ($id: ID!) { claimEscalation(id: $id) { ... on Escalation { status assignee { userId } } ... on Refusal { code }
      ... on EscalationTaken { claimedBy } } }`;
    const claim = () => ask<{ claimEscalation: object }>(app.url, tenantId, CLAIM, { id });
    expect((await claim()).data.claimEscalation).toEqual({ status: 'CLAIMED', assignee: { userId: OWNER } });
    const assigned = await ask<{ assignEscalation: object }>(
      app.url,
      tenantId,
      'mutation ($id: ID!, $to: ID) { assignEscalation(id: $id, userId: $to) { ... on Escalation { status assigneeId } } }',
      { id, to: userId },
    );
    expect(assigned.data.assignEscalation).toEqual({ status: 'RAISED', assigneeId: userId });
    await app.sql(
      `update escalations set status = 'CLAIMED', claimed_at = now(), first_claimed_at = now(), remind_at = null where id = $1`,
      [id],
    );
    expect((await claim()).data.claimEscalation).toEqual({ code: 'ESCALATION_TAKEN', claimedBy: userId });
    const resolved = await ask<{ resolveEscalation: object }>(
      app.url,
      tenantId,
      'mutation ($id: ID!) { resolveEscalation(id: $id, resolution: "Sent", handBack: false) { ... on Escalation { status handedBackAt secondsToResolve } } }',
      { id },
    );
    expect(resolved.data.resolveEscalation).toEqual({ status: 'RESOLVED', handedBackAt: null, secondsToResolve: 0 });
    const BACK = `mutation ($id: ID!) { handBackConversation(conversationId: $id) { ... on Conversation { status escalation { id handedBackAt } }
      ... on Refusal { code } } }`;
    const back = () => ask<{ handBackConversation: object }>(app.url, tenantId, BACK, { id: talk.conversationId });
    expect((await back()).data.handBackConversation).toMatchObject({ status: 'ACTIVE', escalation: { id } });
    expect((await back()).data.handBackConversation).toEqual({ code: 'CONVERSATION_NOT_ESCALATED' });
    const foreign = await ask(app.url, other, CLAIM, { id });
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const figures = await ask<{ escalationFigures: object }>(
      app.url,
      tenantId,
      'query ($p: EscalationPeriodInput!) { escalationFigures(period: $p) { total { raised resolved } byTrigger { trigger raised } } }',
      { p: { from: '2026-07-01T00:00:00Z', until: '2026-08-01T00:00:00Z' } },
    );
    expect(figures.data.escalationFigures).toEqual({
      total: { raised: 1, resolved: 1 },
      byTrigger: [{ trigger: 'MANUAL', raised: 1 }],
    });
  });

  it('hands a lead off with every conversation that goes on', async () => {
    const talk = await aTalk(app, tenantId);
    const HAND =
      'mutation ($id: ID!) { handOffLead(leadId: $id) { conversationId lead { stage escalations { totalCount nodes { trigger } } } } }';
    const { data } = await ask<{ handOffLead: object }>(app.url, tenantId, HAND, { id: talk.leadId });
    expect(data.handOffLead).toEqual({
      conversationId: talk.conversationId,
      lead: { stage: 'HANDED_OFF', escalations: { totalCount: 1, nodes: [{ trigger: 'MANUAL' }] } },
    });
    expect((await ask(app.url, other, HAND, { id: talk.leadId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('tells whoever watches, of their own company', async () => {
    const [own, theirs] = await Promise.all(
      [tenantId, other].map((tenant) => app.asTenant(tenant, () => app.get(Topics).subscribe(EscalationNews))),
    );
    const first = own?.next();
    const { escalationId } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
    const [fact] = await factsOf(app, tenantId, 'escalation.raised');
    await app.asTenant(tenantId, () => app.get(EscalationListener).tellWatchers(fact as never));
    await app.asTenant(other, () => app.get(EscalationListener).tellWatchers({ escalationId: 'theirs' } as never));
    expect((await first)?.value).toEqual({ escalationId });
    expect((await theirs?.next())?.value).toEqual({ escalationId: 'theirs' });
    for (const stream of [own, theirs]) await stream?.return?.();
  });

  it('escalates hot and troubled calls once, told as often as you like, and never who opted out', async () => {
    const cases: [Partial<CompletedAssessment> & { signal?: string; model?: string | null }, string | undefined][] = [
      [{}, 'HIGH_VALUE'],
      [{ signal: 'human_requested', nextAction: 'HUMAN_HANDOFF', temperature: 'WARM' }, 'HUMAN_REQUESTED'],
      [{ model: null, score: null, nextAction: 'HUMAN_HANDOFF', temperature: 'UNSCORED' }, 'MODEL_REFUSED'],
      [{ temperature: 'WARM' }, undefined],
      [{ outcome: 'OPTED_OUT' }, undefined],
    ];
    for (const [more, trigger] of cases) {
      const talk = await aTalk(app, tenantId);
      const completed = await assess(talk, more);
      await hear(completed);
      await hear(completed);
      const rows = await app.sql<{ trigger: string }>('select trigger from escalations where lead_id = $1', [
        talk.leadId,
      ]);
      expect(rows).toEqual(trigger ? [{ trigger }] : []);
      expect(await statusOf(app, talk)).toBe(trigger ? 'ESCALATED HANDED_OFF' : 'ACTIVE NEW');
    }
  });

  it('knows why the agent gave the caller to a person', async () => {
    const talk = await aTalk(app, tenantId, ['You guys are scammers']);
    const conversation = await app.asTenant(tenantId, () =>
      app.get(ConversationsService).openForCall({ ...talk, agentId: talk.leadId, agentVersion: 1, language: 'en-US' }),
    );
    const action = 'REQUEST_HUMAN:ANGER';
    await addTurn(app, conversation, { exchange: 1, speaker: 'AGENT', text: 'A colleague calls you back.', action });
    await hear(await assess(talk, { signal: 'human_requested', nextAction: 'HUMAN_HANDOFF', temperature: 'WARM' }));
    expect(await app.sql('select trigger from escalations where lead_id = $1', [talk.leadId])).toEqual([
      { trigger: 'ANGER' },
    ]);
  });

  it('leaves a call alone whose escalation was resolved before the assessment came', async () => {
    const talk = await aTalk(app, tenantId);
    const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'ANGER' });
    await ask(app.url, tenantId, 'mutation ($id: ID!) { resolveEscalation(id: $id) { __typename } }', { id });
    await hear(await assess(talk));
    expect(await app.sql('select 1 from escalations where lead_id = $1', [talk.leadId])).toHaveLength(1);
  });

  it.each([true, false])(
    'asks for a person again who was promised one after the last was done, once (handed back: %s)',
    async (handBack) => {
      const talk = await aTalk(app, tenantId, ['Do you have parking?']);
      const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'MANUAL' });
      const RESOLVE =
        'mutation ($id: ID!, $handBack: Boolean!) { resolveEscalation(id: $id, handBack: $handBack) { __typename } }';
      await ask(app.url, tenantId, RESOLVE, { id, handBack });
      app.clock.advance(60_000);
      const conversation = await app.asTenant(tenantId, () => app.get(ConversationsService).get(talk.conversationId));
      const promise = { text: 'A colleague calls you back.', action: 'REQUEST_HUMAN:HUMAN_REQUESTED' };
      await addTurn(app, conversation, { exchange: 2, speaker: 'AGENT', ...promise });
      const completed = await assess(talk, { signal: 'human_requested', temperature: 'WARM' });
      await expect(app.asTenant(other, () => app.get(EscalationListener).escalateCall(completed))).rejects.toThrow(
        'not found',
      );
      const rows = () =>
        app.sql<{ id: string }>(
          'select id, status, trigger from escalations where lead_id = $1 order by raised_at, id',
          [talk.leadId],
        );
      for (let twice = 0; twice < 2; twice += 1) await hear(completed);
      const first = { id, status: 'RESOLVED', trigger: 'MANUAL' };
      expect(await rows()).toEqual([
        first,
        { id: expect.any(String) as string, status: 'RAISED', trigger: 'HUMAN_REQUESTED' },
      ]);
      expect(await statusOf(app, talk)).toBe('ESCALATED HANDED_OFF');
      await ask(app.url, tenantId, RESOLVE, { id: (await rows())[1]?.id, handBack });
      await hear(completed);
      expect(await rows()).toMatchObject([first, { status: 'RESOLVED' }]);
    },
  );

  it('keeps tickets and appointments', async () => {
    const { leadId, conversationId } = await aTalk(app, tenantId);
    const created = await ask<{ createTicket: { id: string } }>(
      app.url,
      tenantId,
      'mutation ($i: CreateTicketInput!) { createTicket(input: $i) { id status subject } }',
      { i: { leadId, conversationId, subject: 'Broken link', priority: 'HIGH' } },
    );
    const { id } = created.data.createTicket;
    const update = (tenant: string, input: object) =>
      ask<{ updateTicket: object }>(
        app.url,
        tenant,
        'mutation ($id: ID!, $i: UpdateTicketInput!) { updateTicket(id: $id, input: $i) { ... on Ticket { status } ... on TicketMoveNotAllowed { code from to } } }',
        { id, i: input },
      );
    expect((await update(tenantId, { status: 'CLOSED' })).data.updateTicket).toEqual({ status: 'CLOSED' });
    expect((await update(tenantId, { status: 'RESOLVED' })).data.updateTicket).toEqual({
      code: 'TICKET_MOVE_NOT_ALLOWED',
      from: 'CLOSED',
      to: 'RESOLVED',
    });
    expect((await update(other, { status: 'OPEN' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const kept = await app.asTenant(tenantId, () =>
      app.get(Appointments).keep({ leadId, startsAt: new Date('2026-07-09T14:00:00Z'), timeZone: 'Asia/Dubai' }),
    );
    const appointment = kept.kind === 'KEPT' ? kept.appointment.id : '';
    const LISTS =
      '{ tickets { totalCount nodes { priority } } appointments { totalCount nodes { status startsAt calendar } } }';
    expect((await ask(app.url, tenantId, LISTS)).data).toEqual({
      tickets: { totalCount: 1, nodes: [{ priority: 'HIGH' }] },
      appointments: {
        totalCount: 1,
        nodes: [{ status: 'PROMISED', startsAt: '2026-07-09T14:00:00.000Z', calendar: 'INTERNAL' }],
      },
    });
    expect((await ask(app.url, other, LISTS)).data).toMatchObject({
      tickets: { totalCount: 0 },
      appointments: { totalCount: 0 },
    });
    const CANCEL = `mutation ($id: ID!) { cancelAppointment(id: $id, reason: "ill") { ... on Appointment { status cancelledBecause } ... on Refusal { code } } }`;
    expect((await ask(app.url, tenantId, CANCEL, { id: appointment })).data).toEqual({
      cancelAppointment: { status: 'CANCELLED', cancelledBecause: 'ill' },
    });
    const SETTLE = 'mutation ($id: ID!) { settleAppointment(id: $id, news: KEPT) { ... on Refusal { code } } }';
    expect((await ask(app.url, tenantId, SETTLE, { id: appointment })).data).toEqual({
      settleAppointment: { code: 'APPOINTMENT_IS_OVER' },
    });
    expect((await ask(app.url, other, SETTLE, { id: appointment })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('serves the transcript where the packet says, part by part, to its own company alone', async () => {
    const talk = await aTalk(app, tenantId, ['Hello?', 'Is parking included?', 'Give me a human']);
    const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'HUMAN_REQUESTED' });
    const QUERY = 'query ($id: ID!) { escalation(id: $id) { packet { transcriptUrl } } }';
    const urlOf = async (): Promise<string> =>
      (await ask<{ escalation: { packet: { transcriptUrl: string } } }>(app.url, tenantId, QUERY, { id })).data
        .escalation.packet.transcriptUrl;
    const address = (await urlOf()).replace('https://calls.acme.example', app.url);
    const read = async (url: string, token?: string) => {
      const response = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
      return {
        status: response.status,
        cache: response.headers.get('cache-control'),
        body: (await response.json()) as object,
      };
    };
    const own = await read(address, tenantId);
    expect(own).toMatchObject({
      status: 200,
      cache: 'no-store',
      body: {
        conversationId: talk.conversationId,
        leadId: talk.leadId,
        channel: 'VOICE',
        turns: [
          { seq: 1, speaker: 'LEAD', text: 'Hello?' },
          { seq: 2, text: 'Is parking included?' },
          { seq: 3, text: 'Give me a human' },
        ],
        nextAfter: null,
      },
    });
    expect((await read(`${address}?after=2`, tenantId)).body).toMatchObject({ turns: [{ seq: 3 }], nextAfter: null });
    await app.sql(
      `insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, spoken_at)
       select $1, $2, n, n, 'LEAD', 'again', now() from generate_series(4, 503) as n`,
      [tenantId, talk.conversationId],
    );
    expect((await read(address, tenantId)).body).toMatchObject({ nextAfter: 500 });
    expect((await read(`${address}?after=500`, tenantId)).body).toMatchObject({ turns: [{}, {}, {}], nextAfter: null });
    for (const [url, token, status] of [
      [address, undefined, 401],
      [address, other, 404],
      [`${address}?after=first`, tenantId, 400],
      [address.replace(talk.conversationId, 'nonsense'), tenantId, 400],
    ] as const)
      expect((await read(url, token)).status).toBe(status);
    await ask(
      app.url,
      tenantId,
      'mutation ($page: String) { updateEscalationSettings(input: { transcriptPage: $page }) { transcriptPage } }',
      { page: 'https://crm.acme.example/talks/{conversationId}' },
    );
    expect(await urlOf()).toBe(`https://crm.acme.example/talks/${talk.conversationId}`);
  });

  it('keeps the settings of a company to itself', async () => {
    const UPDATE =
      'mutation { updateEscalationSettings(input: { emails: ["Sales@Acme.example"], reminderMinutes: [3, 9] }) { emails reminderMinutes } }';
    expect((await ask(app.url, tenantId, UPDATE)).data).toEqual({
      updateEscalationSettings: { emails: ['sales@acme.example'], reminderMinutes: [3, 9] },
    });
    const READ = '{ escalationSettings { emails reminderMinutes transcriptPage } }';
    expect((await ask(app.url, other, READ)).data).toEqual({
      escalationSettings: { emails: [], reminderMinutes: [5, 15, 60], transcriptPage: null },
    });
    const wrong = await ask(app.url, tenantId, UPDATE.replace('Sales@Acme.example', 'a@b.example, c@d.example'));
    expect(wrong.errors?.[0]?.message).toContain('input.emails[0]');
    const PAGE =
      'mutation { updateEscalationSettings(input: { transcriptPage: "http://x.example/" }) { transcriptPage } }';
    expect((await ask(app.url, tenantId, PAGE)).errors?.[0]?.message).toContain('input.transcriptPage');
  });
});
