import { ASK } from '../../src/demo/demo-api';
import { writtenConsent } from '../../src/demo/written-consent';
import { type Company, type LeadView, PROGRESS_FIELDS, type Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { listen } from './support/news';
import { numberOf } from './support/people';

jest.setTimeout(120_000);

const FORM = 'Harbour View enquiry';

interface Answer {
  readonly status: number;
  readonly body: { leadId: string; created: boolean; projectId: string | null; code?: string };
}

interface CallNews {
  readonly id: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly conversation: { id: string } | null;
}

interface TurnView {
  readonly seq: number;
  readonly speaker: 'AGENT' | 'LEAD';
  readonly text: string;
}

interface ConversationView {
  readonly status: string;
  readonly turns: { nodes: TurnView[] };
  readonly assessment: {
    status: string;
    score: number | null;
    temperature: string;
    nextAction: string;
    facts: { field: string; quote: string | null; verified: boolean; turnSeq: number | null }[];
  } | null;
}

describe('from a web form to a scored call', () => {
  let installation: Installation;
  let company: Company;
  let key: string;
  let projectId: string;

  beforeAll(async () => {
    // People talk slowly enough that a subscription can follow what they say.
    installation = await Installation.start({ name: 'web-form', timeScale: 30 });
    company = await installation.found({ name: 'Harbour Homes' });
    projectId = await company.launchProject('Harbour View', { autoCall: true });
    await company.perform(ASK.createFormMapping, { input: { formName: FORM, projectId } });
    key = await company.issueKey(['intake:write']);
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  async function post(form: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${installation.url}/webhooks/web-form`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key, ...headers },
      body: JSON.stringify({ consent: { agreed: true, ...writtenConsent(company.name) }, ...form }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  async function standingCampaign(): Promise<string> {
    const look = (): Promise<{ campaigns: { nodes: { id: string; kind: string }[] } }> =>
      company.client.request(ASK.campaigns);
    const { campaigns } = await eventually('the standing campaign', look, (seen) => seen.campaigns.nodes.length > 0);
    expect(campaigns.nodes).toMatchObject([{ kind: 'AUTO_CALL' }]);
    return campaigns.nodes[0]?.id ?? '';
  }

  /** The call is told as answered a moment before the first words are stored. */
  async function conversationOf(callId: string | undefined): Promise<string> {
    const look = (): Promise<{ call: CallNews }> => company.client.request(CALL, { id: callId });
    const { call } = await eventually('the conversation begins', look, ({ call }) => call.conversation !== null);
    return call.conversation?.id ?? '';
  }

  it('calls the lead at once, stores the talk, scores it with quotes, and tells all of it live', async () => {
    const phone = numberOf('keenBuyer');
    const calls = listen<CallNews>(company.client, CALL_UPDATED);
    const leads = listen<LeadView>(company.client, LEAD_UPDATED);
    const answer = await post({ name: 'Maya Lindqvist', phone, formName: FORM, message: 'This week, please.' });
    expect(answer).toEqual({ status: 202, body: { leadId: expect.any(String), created: true, projectId } });
    const { leadId } = answer.body;

    const progress = listen<Progress>(company.client, PROGRESSED, { id: await standingCampaign() });
    await eventually(
      'the call is answered',
      async () => calls.seen,
      (seen) => seen.at(-1)?.status === 'IN_PROGRESS',
    );
    const conversationId = await conversationOf(calls.seen[0]?.id);
    const turns = listen<TurnView>(company.client, TURN_ADDED, { id: conversationId });
    const lead = await eventually(
      'the lead is scored and handed to people, being hot',
      () => company.lead(leadId),
      ({ score, stage }) => score !== null && stage === 'HANDED_OFF',
    );
    expect(lead).toMatchObject({ phone, stage: 'HANDED_OFF', temperature: 'HOT', phoneStatus: 'REACHED' });
    await eventually(
      'the lead is qualified',
      async () => progress.seen.at(-1),
      (seen) => seen?.qualified === 1,
    );

    const { conversation } = await company.client.request<{ conversation: ConversationView }>(CONVERSATION, {
      id: conversationId,
    });
    const said = conversation.turns.nodes;
    expect(said.map(({ seq }) => seq)).toEqual(said.map((_, n) => n + 1));
    expect(said.filter(({ speaker }) => speaker === 'LEAD').length).toBeGreaterThanOrEqual(4);
    expect(conversation.status).toBe('ENDED');

    const { assessment } = conversation;
    expect(assessment).toMatchObject({ status: 'COMPLETED', score: lead.score, temperature: 'HOT' });
    const verified = assessment?.facts.filter((fact) => fact.verified) ?? [];
    expect(verified.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['budget', 'timeline', 'decision_maker', 'pain_points']),
    );
    for (const { quote, turnSeq } of verified) {
      const turn = said.find(({ seq }) => seq === turnSeq);
      expect(turn).toMatchObject({ speaker: 'LEAD', text: expect.stringContaining(quote ?? '(no quote)') });
    }

    await eventually(
      'the end is told',
      async () => calls.seen,
      (seen) => seen.at(-1)?.outcome === 'QUALIFIED',
    );
    [calls, leads, progress, turns].forEach((news) => news.end());
    expect(new Set(calls.seen.map(({ id }) => id)).size).toBe(1);
    expect(calls.seen.at(-1)?.conversation).toEqual({ id: conversationId });
    expect(leads.seen.at(-1)).toMatchObject({ id: leadId, stage: 'HANDED_OFF', score: lead.score });
    expect(progress.seen.some(({ inFlight }) => inFlight === 1)).toBe(true);
    expect(progress.seen.at(-1)).toMatchObject({ status: 'ACTIVE', total: 1, remaining: 0, calls: 1, connected: 1 });
    const told = [...new Map(turns.seen.map((turn) => [turn.seq, turn])).values()];
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(told).toEqual(said.slice(-told.length));
  });

  it('never calls twice for the same form, however often it comes', async () => {
    const form = { name: 'Noah Sterling', phone: numberOf('keenBuyer', 1), formName: FORM };
    const [first, ...others] = await Promise.all([post(form), post(form), post(form)]);
    for (const { status, body } of others)
      expect({ status, leadId: body.leadId }).toEqual({ status: 202, leadId: first?.body.leadId });
    expect([first, ...others].filter((answer) => answer?.body.created)).toHaveLength(1);
    await eventually(
      'the call',
      () => installation.world.calls(form.phone),
      (calls) => calls.length > 0,
    );
    expect((await post(form)).body).toEqual({ leadId: first?.body.leadId, created: false, projectId });
    await installation.quiet();
    expect((await post(form)).status).toBe(202);
    await installation.quiet();
    expect(await installation.world.calls(form.phone)).toHaveLength(1);
    expect(await company.calls({ leadId: first?.body.leadId })).toHaveLength(1);
  });

  it('answers a repeated Idempotency-Key with the first answer, and refuses it for another form', async () => {
    const form = { name: 'Grace Whitfield', phone: numberOf('rambler'), formName: FORM };
    const headers = { 'idempotency-key': 'form-4711' };
    const first = await post(form, headers);
    expect(first).toMatchObject({ status: 202, body: { created: true } });
    expect(await post(form, headers)).toEqual(first);
    expect(await post({ ...form, name: 'Somebody Else' }, headers)).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT' },
    });
    const [events] = await installation.sql('select count(*)::int as n from intake_events where lead_id = $1', [
      first.body.leadId,
    ]);
    expect(events).toEqual({ n: 1 });
    await installation.quiet();
    expect(await installation.world.calls(form.phone)).toHaveLength(1);
  });

  it('lets the lead of an unknown form wait until an operator maps it, then calls', async () => {
    const phone = numberOf('arabicSpeaker');
    const { body } = await post({ name: 'Layla Haddad', phone, formName: 'Old landing page' });
    expect(body.projectId).toBeNull();
    await installation.quiet();
    expect(await installation.world.calls(phone)).toEqual([]);
    await company.perform(ASK.createFormMapping, { input: { formName: 'Old landing page', projectId } });
    expect(await company.perform(PROCESS_UNMAPPED)).toEqual({ examined: 1, mapped: 1 });
    await eventually(
      'the lead is scored',
      () => company.lead(body.leadId),
      ({ score }) => score !== null,
    );
    expect(await installation.world.calls(phone)).toHaveLength(1);
  });

  it('left nothing in the carrier’s debugger', async () => {
    const calls = await installation.world.calls();
    expect(calls.flatMap(({ sid, notifications }) => notifications.map((one) => ({ sid, ...one })))).toEqual([]);
  });
});

const CALL_UPDATED = `subscription { callUpdated { id status outcome conversation { id } } }`;
const CALL = `query ($id: ID!) { call(id: $id) { id status outcome conversation { id } } }`;
const LEAD_UPDATED = `subscription { leadUpdated { id phone stage score temperature phoneStatus } }`;
const PROGRESSED = `subscription ($id: ID!) { campaignProgressed(campaignId: $id) { ${PROGRESS_FIELDS} } }`;
const TURN_ADDED = `subscription ($id: ID!) { turnAdded(conversationId: $id) { seq speaker text } }`;
const CONVERSATION = `query ($id: ID!) { conversation(id: $id) {
  status turns(first: 100) { nodes { seq speaker text } }
  assessment { status score temperature nextAction facts { field quote verified turnSeq } } } }`;
const PROCESS_UNMAPPED = `mutation { processUnmappedLeads { examined mapped } }`;
