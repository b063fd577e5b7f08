import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { statusEvent } from '../../support/doubles/scripted-carrier';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';

interface Answer {
  readonly __typename: string;
  readonly id?: string;
  readonly code?: string;
}

const CALL_LEAD = `mutation ($leadId: ID!, $agentId: ID) { callLead(leadId: $leadId, agentId: $agentId) {
  __typename ... on Call { id status origin attempt phone campaignId agentId projectId } ... on Refusal { code message }
} }`;

describe('calling a lead by hand', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp('api', [TenantTokenModule]);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
    app.carrier.configured = true;
    app.model.configured = true;
  });

  const aLead = () => aCampaign(app, { start: false });
  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const request = ({ tenantId, leadIds }: StagedCampaign, more: object = {}) =>
    ask<{ callLead: Answer } | null>(app.url, tenantId, CALL_LEAD, { leadId: leadIds[0], ...more });
  const callLead = async (staged: StagedCampaign, more: object = {}): Promise<Answer> => {
    const { data, errors } = await request(staged, more);
    if (!data) throw new Error(errors?.[0]?.message);
    return data.callLead;
  };
  const place = (staged: StagedCampaign, { id = '' }: Answer) => as(staged, () => app.get(CallPlacer).place(id));
  const callsOf = ({ tenantId }: StagedCampaign) =>
    app.sql('select * from calls where tenant_id = $1 order by created_at', [tenantId]);

  it('that the rules refuse leaves a receipt each time, the same wait only once and the same no once an hour', async () => {
    const [late, unasked] = [await aLead(), await aCampaign(app, { start: false, consents: false })];
    app.clock.set('2026-07-08T02:00:00Z');
    const codes: unknown[] = [];
    for (const staged of [late, late, unasked, unasked]) codes.push((await callLead(staged)).code);
    expect(codes).toEqual(['CALLING_WINDOW_CLOSED', 'CALLING_WINDOW_CLOSED', 'CONSENT_MISSING', 'CONSENT_MISSING']);
    const receipts = ({ tenantId }: StagedCampaign) =>
      app.sql('select verdict, reason, call_id, explanation from dial_checks where tenant_id = $1', [tenantId]);
    const explanation =
      'New York number, 22:00 Eastern is outside the hours 08:00 to 21:00; next on Wednesday 8 July at 08:00 Eastern.';
    expect(await receipts(late)).toEqual([{ verdict: 'DEFER', reason: 'OUTSIDE_WINDOW', call_id: null, explanation }]);
    expect(await receipts(unasked)).toMatchObject([{ verdict: 'DENY', reason: 'NO_CONSENT', call_id: null }]);
    expect(await callsOf(late)).toEqual([]);
    app.clock.set('2026-07-09T02:00:00Z');
    for (const staged of [late, unasked]) await callLead(staged);
    expect(await receipts(late)).toHaveLength(2);
    expect(await receipts(unasked)).toHaveLength(2);
  });

  it('dials once, asks every gate and is never retried', async () => {
    const [staged, other] = [await aLead(), await aLead()];
    const call = await callLead(staged);
    expect(call).toMatchObject({
      __typename: 'Call',
      status: 'QUEUED',
      origin: 'MANUAL',
      attempt: 1,
      phone: newYorkNumber(1),
      campaignId: null,
      agentId: staged.agentId,
      projectId: staged.projectId,
    });
    await place(staged, call);
    expect(app.carrier.placed).toMatchObject([{ callId: call.id, ringTimeoutSeconds: 25, maxCallSeconds: 600 }]);
    expect(await app.sql('select verdict, reason from dial_checks where call_id = $1', [call.id])).toEqual([
      { verdict: 'ALLOW', reason: 'OK' },
    ]);
    const busy = statusEvent(call.id ?? '', 'BUSY');
    await as(staged, async () => {
      const stored = await app.get(CarrierEvents).store(call.id ?? '', busy);
      await app.get(CarrierEvents).apply(stored ?? '', call.id ?? '', busy);
    });
    expect(await callsOf(staged)).toMatchObject([{ status: 'BUSY', outcome: 'BUSY', enrolment_id: null }]);
    expect(await app.sql('select state, attempts from enrolments where lead_id = $1', staged.leadIds)).toEqual([
      { state: 'WAITING', attempts: 0 },
    ]);
    expect(await callsOf(other)).toEqual([]);
  });

  it('lets the caller choose among active agents', async () => {
    const staged = await aLead();
    const rana = await as(staged, async () => {
      const agent = await app.get(AgentEditor).create({ name: 'Rana', prompt: 'Sell flats.', greeting: 'Hello!' });
      await app.get(AgentEditor).activate(agent.id);
      return agent;
    });
    expect(await callLead(staged, { agentId: rana.id })).toMatchObject({ __typename: 'Call', agentId: rana.id });
  });

  const REFUSALS: [string, string, (staged: StagedCampaign) => Promise<unknown>][] = [
    ['a call to the person is under way', 'LEAD_BUSY', (staged) => callLead(staged)],
    [
      'no agent is active',
      'AGENT_UNAVAILABLE',
      (staged) => as(staged, () => app.get(AgentEditor).deactivate(staged.agentId)),
    ],
    [
      'no carrier is configured',
      'CARRIER_NOT_CONFIGURED',
      async () => Promise.resolve((app.carrier.configured = false)),
    ],
    ['no model is configured', 'MODEL_NOT_CONFIGURED', async () => Promise.resolve((app.model.configured = false))],
    ['the budget is spent', 'TOKEN_BUDGET_SPENT', (staged) => as(staged, () => app.get(UsageService).setBudget(1_000))],
    [
      'the window is closed',
      'CALLING_WINDOW_CLOSED',
      async () => Promise.resolve(app.clock.set('2026-07-08T02:00:00Z')),
    ],
    [
      'the person is suppressed',
      'PERSON_SUPPRESSED',
      (staged) =>
        as(staged, () =>
          app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
        ),
    ],
    [
      'the number is somebody else’s',
      'PHONE_UNUSABLE',
      (staged) => as(staged, () => app.get(LeadsService).markPhone(staged.leadIds[0] ?? '', 'WRONG_PERSON')),
    ],
  ];

  it.each(REFUSALS)('is refused when %s: %s', async (_, code, happen) => {
    const staged = await aLead();
    await happen(staged);
    const before = await callsOf(staged);
    expect(await callLead(staged)).toMatchObject({ code });
    expect(await callsOf(staged)).toEqual(before);
  });

  it('is refused for an agent that is not active', async () => {
    const staged = await aLead();
    await as(staged, () => app.get(AgentEditor).deactivate(staged.agentId));
    expect(await callLead(staged, { agentId: staged.agentId })).toMatchObject({ code: 'AGENT_UNAVAILABLE' });
  });

  it('asks again at the moment of dialing', async () => {
    const staged = await aLead();
    const call = await callLead(staged);
    await as(staged, () =>
      app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
    );
    await place(staged, call);
    expect(app.carrier.placed).toEqual([]);
    expect(await callsOf(staged)).toMatchObject([{ status: 'CANCELED', ended_reason: 'INTERNAL_DNC' }]);
  });

  it('with one line left rings the first of two people, and refuses the second at once', async () => {
    const staged = await aCampaign(app, { start: false, phones: [1, 2].map(newYorkNumber) });
    await app.sql('update tenants set max_concurrent_calls = 1 where id = $1', [staged.tenantId]);
    const first = await callLead(staged);
    const second = await callLead(staged, { leadId: staged.leadIds[1] });
    expect(second).toMatchObject({ __typename: 'CallLimitReached', code: 'CALL_LIMIT_REACHED' });
    await place(staged, first);
    expect(await callsOf(staged)).toMatchObject([{ id: first.id, status: 'DIALING', lane: 'HOT' }]);
  });

  it('reaches neither a lead nor an agent of another company, which may call the same person', async () => {
    const [here, there] = [await aLead(), await aLead()];
    const foreignLead = await request({ ...here, leadIds: there.leadIds });
    expect(foreignLead.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const foreignAgent = await request(here, { agentId: there.agentId });
    expect(foreignAgent.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect([...(await callsOf(here)), ...(await callsOf(there))]).toEqual([]);
    expect(await callLead(here)).toMatchObject({ __typename: 'Call' });
    expect(await callLead(there)).toMatchObject({ __typename: 'Call' });
  });
});
