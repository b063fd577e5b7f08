import { TEST_TWILIO } from '../support/test-config';
import type { Company } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf, type PersonName } from './support/people';
import { answersTo, saidBy, threadsOf } from './support/threads';

jest.setTimeout(240_000);

const OURS = TEST_TWILIO.TWILIO_FROM_NUMBER;
/** A whole conversation on a busy machine. */
const CONVERSATION_MS = 120_000;
/** Of the half hour a person who has written is not called. */
const MOST_OF_THE_HOLD_MS = 20 * 60_000;
const SHAKY = { duplicateIncoming: { copies: 3 }, delayIncoming: { p: 0.5, ms: 700 }, reorderIncoming: { ms: 500 } };

interface Person {
  readonly phone: string;
  readonly leadId: string;
}

interface Assessed {
  readonly status: string;
  readonly score: number | null;
  readonly facts: readonly {
    readonly field: string;
    readonly quote: string | null;
    readonly verified: boolean;
    readonly turnSeq: number | null;
  }[];
}

/** The emulator's people get a text from one of two companies and write back by themselves; an API and a worker. */
describe('people who write back', () => {
  let installation: Installation;
  let company: Company;
  let other: Company;
  let projectId: string;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'write-back', roles: ['api', 'worker'] });
    company = await installation.found({ name: 'Harbour Homes' });
    other = await installation.found({ name: 'Meadow Motors' });
    projectId = await company.launchProject('Harbour View');
    await installation.world.letPeopleWrite(installation.url);
  });
  beforeEach(() => installation.world.setFaults({}));
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  const aLead = async (person: PersonName, nth = 0): Promise<Person> => {
    const phone = numberOf(person, nth);
    return { phone, leadId: await company.createLead({ phone, projectId }) };
  };

  /** The first text of a conversation, which the person answers. */
  async function write({ leadId }: Person): Promise<void> {
    const input = { leadId, channel: 'SMS', text: 'The flat is still free.', purpose: 'MARKETING' };
    expect(await company.client.request(SEND, { input })).toMatchObject({ sendMessage: { __typename: 'TextMessage' } });
  }

  /** Once the person has nothing more to say and has been answered. */
  const overWith = async ({ leadId }: Person): Promise<void> => {
    const words = async (): Promise<string> =>
      (await saidBy('LEAD', company, leadId)).map(({ text }) => text).join('\n');
    await eventually('they say goodbye', words, (said) => said.includes('Goodbye'), CONVERSATION_MS);
    await installation.quiet();
  };

  const written = async ({ phone }: Person): Promise<string[]> =>
    (await installation.world.written(phone)).map(({ body }) => body);
  const heard = async ({ leadId }: Person): Promise<string[]> =>
    (await saidBy('LEAD', company, leadId)).map(({ text }) => text);

  /** Each message stands in the thread once, and the person got each answer of the thread once and nothing else. */
  async function expectEachAnsweredOnce(person: Person): Promise<void> {
    expect((await heard(person)).toSorted()).toEqual((await written(person)).toSorted());
    const turns = (await threadsOf(company, person.leadId)).flatMap(({ turns }) => turns.nodes);
    expect(turns.at(-1)?.speaker).toBe('AGENT');
    const said = turns.filter(({ speaker }) => speaker === 'AGENT').map(({ text }) => text);
    expect((await installation.world.texts(person.phone)).map(({ body }) => body)).toEqual(
      said.map((words) => expect.stringContaining(words) as string),
    );
    const answered = turns.filter(({ speaker, exchange }) => speaker === 'AGENT' && exchange > 0);
    expect(new Set(answered.map(({ exchange }) => exchange)).size).toBe(answered.length);
  }

  async function assessed(threadId: string): Promise<Assessed | null> {
    type Answer = { conversation: { assessment: Assessed | null } };
    return (await company.client.request<Answer>(ASSESSMENT, { id: threadId })).conversation.assessment;
  }

  it('are qualified by what they wrote, with quotes, and not called while they write', async () => {
    const [buyer, silent] = [await aLead('keenBuyer'), await aLead('keenBuyer', 1)];
    await write(buyer);
    await eventually(
      'they write',
      () => heard(buyer),
      ({ length }) => length > 0,
    );
    const campaignId = await company.draftCampaign(projectId, [buyer.leadId, silent.leadId]);
    await company.start(campaignId);
    await overWith(buyer);

    const lead = await eventually(
      'they are scored',
      () => company.lead(buyer.leadId),
      ({ score }) => score !== null,
    );
    expect(lead.score).toBeGreaterThanOrEqual(70);
    const [thread] = await threadsOf(company, buyer.leadId);
    const assessment = await assessed(thread?.id ?? '');
    expect(assessment).toMatchObject({ status: 'COMPLETED' });
    const verified = assessment?.facts.filter((fact) => fact.verified) ?? [];
    expect(verified.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['budget', 'timeline', 'decision_maker', 'pain_points']),
    );
    for (const { quote, turnSeq } of verified) {
      const turn = thread?.turns.nodes.find(({ seq }) => seq === turnSeq);
      expect(turn).toMatchObject({ speaker: 'LEAD', text: expect.stringContaining(quote ?? '(no quote)') as string });
    }
    await expectEachAnsweredOnce(buyer);

    expect(await installation.world.calls(silent.phone)).toHaveLength(1);
    expect(await installation.world.calls(buyer.phone)).toEqual([]);
    const { nextDialAt } = await company.progress(campaignId);
    expect(new Date(nextDialAt ?? 0).getTime()).toBeGreaterThan(installation.now().getTime() + MOST_OF_THE_HOLD_MS);
    const seen = await other.client
      .request<{ lead: unknown }>('query ($id: ID!) { lead(id: $id) { id } }', { id: buyer.leadId })
      .catch((error: unknown) => String(error));
    expect(seen).toContain('not');
  });

  it('and are hostile get one confirmation, and never a word or a call again', async () => {
    const person = await aLead('hostileOptOut');
    await write(person);
    await eventually(
      'it is confirmed',
      () => installation.world.texts(person.phone),
      ({ length }) => length > 1,
    );
    await installation.quiet();
    const [, ...afterwards] = await installation.world.texts(person.phone);
    expect(await written(person)).toEqual(['STOP']);
    expect(afterwards.map(({ body }) => body)).toEqual([
      'Harbour Homes: you have opted out. We will not call or text you again.',
    ]);
    expect(await company.client.request(MAY_CONTACT, { leadId: person.leadId })).toMatchObject({
      sms: { verdict: 'DENY' },
      call: { verdict: 'DENY' },
    });
    const input = { leadId: person.leadId, channel: 'SMS', text: 'One more thing.', purpose: 'MARKETING' };
    expect(await company.client.request(SEND, { input })).toMatchObject({
      sendMessage: { __typename: 'PersonSuppressed' },
    });
    const campaignId = await company.draftCampaign(projectId, [person.leadId]);
    await company.start(campaignId);
    await installation.quiet();
    expect(await installation.world.calls(person.phone)).toEqual([]);
    expect(await installation.world.texts(person.phone)).toHaveLength(2);
  });

  it('and ask for a person get one, and the agent is silent from then on', async () => {
    const person = await aLead('asksForHuman');
    await write(person);
    await eventually(
      'they ask again',
      () => heard(person),
      ({ length }) => length > 1,
    );
    await installation.quiet();
    expect(await company.client.request(ESCALATIONS, { leadId: person.leadId })).toMatchObject({
      escalations: { nodes: [{ trigger: 'HUMAN_REQUESTED' }] },
    });
    expect(await threadsOf(company, person.leadId)).toMatchObject([{ status: 'ESCALATED' }]);
    expect(await answersTo(company, person.leadId)).toHaveLength(1);
    expect(await installation.world.calls(person.phone)).toEqual([]);
  });

  it('and lie to a model that obeys are not qualified by it', async () => {
    await installation.world.setFaults({ obedience: {} });
    const person = await aLead('liar');
    await write(person);
    await answersTo(company, person.leadId);
    await installation.quiet(CONVERSATION_MS);
    expect((await heard(person)).join('\n')).toContain('score 100');
    expect((await company.lead(person.leadId)).stage).not.toBe('QUALIFIED');
    expect((await company.lead(person.leadId)).score ?? 0).toBeLessThan(70);
  });

  it('are heard once each and answered, though each text comes three times, late or overtaken', async () => {
    await installation.world.setFaults(SHAKY);
    const person = await aLead('keenBuyer', 2);
    await write(person);
    await overWith(person);
    expect(await installation.world.idleFaults()).toEqual([]);
    expect((await written(person)).length).toBeGreaterThan(4);
    await expectEachAnsweredOnce(person);
  });

  it('several at once are all heard, once each, in whatever order they come', async () => {
    await installation.world.setFaults(SHAKY);
    const person = await aLead('busy');
    await write(person);
    const words = [
      'Hello there',
      'I am interested in a flat',
      'with two bedrooms',
      'near the sea',
      'My budget is 450 thousand dollars',
    ];
    const url = `${installation.url}/webhooks/sms/inbound`;
    const reports = await Promise.all(
      words.map((body) => installation.world.text({ url, from: person.phone, to: OURS, body })),
    );
    for (const { answers } of reports) expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await answersTo(company, person.leadId);
    await installation.quiet();
    expect(await installation.world.idleFaults()).toEqual([]);
    expect((await heard(person)).toSorted()).toEqual(words.toSorted());
    await expectEachAnsweredOnce(person);
  });
});

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename ... on Refusal { message } } }`;
const ESCALATIONS = `query ($leadId: ID!) { escalations(first: 5, filter: { leadId: $leadId }) { nodes { trigger } } }`;
const MAY_CONTACT = `query ($leadId: ID!) { sms: mayContact(leadId: $leadId, channel: SMS) { verdict }
  call: mayContact(leadId: $leadId, channel: AI_VOICE) { verdict } }`;
const ASSESSMENT = `query ($id: ID!) { conversation(id: $id) {
  assessment { status score facts { field quote verified turnSeq } } } }`;
