import { randomUUID } from 'node:crypto';
import { ASK } from '../../src/demo/demo-api';
import { writtenConsent } from '../../src/demo/written-consent';
import { TEST_TWILIO } from '../support/test-config';
import type { Company } from './support/company';
import type { PersonsText } from './support/emulated-world';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf, type PersonName } from './support/people';
import { ask } from './support/probe-requests';
import { answersTo, saidBy, threadsOf } from './support/threads';

jest.setTimeout(240_000);

const OURS = TEST_TWILIO.TWILIO_FROM_NUMBER;
/** Of Harbour Homes alone. */
const WHATSAPP = '+14155550177';
/** Where people ring Harbour Homes. */
const RECEPTION = '+14155550178';
const CONVERSATION_MS = 120_000;

interface Taken {
  readonly leadId: string;
  readonly reaction?: string;
}

/** WhatsApp, web forms and missed calls of two companies; an API and a worker, real adapters, the emulator's carrier and model. */
describe('people who come another way', () => {
  let installation: Installation;
  let company: Company;
  let other: Company;
  let called: string;
  let written: string;
  let key: string;

  beforeAll(async () => {
    const env = { TWILIO_WHATSAPP_NUMBER: WHATSAPP };
    installation = await Installation.start({ name: 'other-ways-in', roles: ['api', 'worker'], env });
    company = await installation.found({ name: 'Harbour Homes' });
    other = await installation.found({ name: 'Meadow Motors' });
    called = await company.launchProject('Harbour View', { autoCall: true });
    written = await company.launchProject('Harbour Letters');
    key = await company.issueKey(['intake:write']);
    for (const [formName, projectId] of [
      ['Call me', called],
      ['Write to me', written],
    ] as const)
      await company.perform(ASK.createFormMapping, { input: { formName, projectId } });
    await installation.giveNumber(company, 'WHATSAPP', WHATSAPP, written);
    await installation.giveNumber(company, 'VOICE', RECEPTION, written);
  });
  beforeEach(() => installation.world.letPeopleWrite(null));
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  const whatsApp = (
    from: string,
    body: string,
    more: Partial<PersonsText> = {},
  ): ReturnType<typeof installation.world.text> =>
    installation.world.text({
      url: `${installation.url}/webhooks/whatsapp/inbound`,
      channel: 'whatsapp',
      from,
      to: WHATSAPP,
      body,
      ...more,
    });

  const text = (from: string, body: string): ReturnType<typeof installation.world.text> =>
    installation.world.text({ url: `${installation.url}/webhooks/sms/inbound`, from, to: OURS, body });

  async function post(way: string, body: object): Promise<Taken> {
    const answer = await ask(`${installation.url}/webhooks/${way}`, {
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(202);
    return answer.json as Taken;
  }

  const form = (formName: string, person: PersonName, nth: number, message?: string): Promise<Taken> => {
    const consent = { agreed: true, ...writtenConsent(company.name) };
    return post('web-form', { formName, phone: numberOf(person, nth), name: 'Maya Lindqvist', consent, message });
  };

  const textsTo = async (phone: string, count = 1): Promise<string[]> => {
    const bodies = async (): Promise<string[]> => (await installation.world.texts(phone)).map(({ body }) => body);
    return eventually('they are written to', bodies, ({ length }) => length >= count);
  };

  const channelsOf = async (leadId: string): Promise<string[]> =>
    (await threadsOf(company, leadId)).map(({ channel }) => channel).toSorted();

  describe('on WhatsApp', () => {
    it('and are new become a lead of the company whose number it is, and get one answer there', async () => {
      const phone = numberOf('rambler');
      const { answers } = await whatsApp(phone, 'Hello, I am interested in a flat by the sea', { copies: 5 });
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      const leadId = (await company.findLead(phone)) ?? 'nobody';
      const [answer = ''] = await answersTo(company, leadId);
      await installation.quiet();
      expect(await installation.world.texts(phone)).toMatchObject([
        { channel: 'whatsapp', from: WHATSAPP, body: expect.stringContaining(answer) as string },
      ]);
      expect(await saidBy('LEAD', company, leadId)).toHaveLength(1);
      expect(await channelsOf(leadId)).toEqual(['WHATSAPP']);
      expect(await other.findLead(phone)).toBeUndefined();
    });

    it('and write Arabic are answered in Arabic to the end', async () => {
      await installation.world.letPeopleWrite(installation.url);
      const phone = numberOf('arabicSpeaker');
      await whatsApp(phone, 'مرحبا، أبحث عن شقة على البحر');
      const leadId = (await company.findLead(phone)) ?? 'nobody';
      const words = async (): Promise<string> =>
        (await saidBy('LEAD', company, leadId)).map((turn) => turn.text).join('\n');
      await eventually('they say goodbye', words, (said) => said.includes('مع السلامة'), CONVERSATION_MS);
      await installation.quiet();
      const answers = await answersTo(company, leadId, 5);
      for (const answer of answers) expect(answer).toMatch(/\p{Script=Arabic}/u);
      expect(answers.join('\n')).not.toMatch(/\p{Script=Latin}{4}/u);
      expect(await words()).toContain('ميزانيتي');
      expect(await textsTo(phone)).toHaveLength(answers.length);
      expect((await company.lead(leadId)).score).not.toBeNull();
    });
  });

  describe('by a web form', () => {
    it('of a project that writes are written to once, not called, and their reply is answered', async () => {
      const phone = numberOf('keenBuyer');
      const { leadId } = await form('Write to me', 'keenBuyer', 0, 'I am interested in a flat by the sea.');
      await answersTo(company, leadId);
      await installation.quiet();
      expect(await textsTo(phone)).toHaveLength(1);
      expect(await channelsOf(leadId)).toEqual(['WEB_FORM']);
      await text(phone, 'My budget is 450 thousand dollars');
      await answersTo(company, leadId, 2);
      await installation.quiet();
      expect(await textsTo(phone)).toHaveLength(2);
      expect(await channelsOf(leadId)).toEqual(['SMS', 'WEB_FORM']);
      expect(await installation.world.calls(phone)).toEqual([]);
    });

    it('of a project that calls are called once, and what they text afterwards is answered', async () => {
      const phone = numberOf('keenBuyer', 1);
      const [first, second] = [await form('Call me', 'keenBuyer', 1), await form('Call me', 'keenBuyer', 1)];
      expect(second.leadId).toBe(first.leadId);
      const look = (): ReturnType<typeof company.lead> => company.lead(first.leadId);
      await eventually('they are called and scored', look, ({ score }) => score !== null, CONVERSATION_MS);
      expect(await installation.world.texts(phone)).toEqual([]);
      await text(phone, 'Is the flat by the sea still available?');
      await answersTo(company, first.leadId);
      await installation.quiet();
      expect(await installation.world.calls(phone)).toHaveLength(1);
      expect(await textsTo(phone)).toHaveLength(1);
    });
  });

  describe('by a call nobody took', () => {
    const policy = (missedCallPolicy: string): Promise<unknown> =>
      company.client.request(POLICY, { input: { missedCallPolicy } });

    /** Rings once; the switchboard tells of it three times. */
    async function ring(phone: string): Promise<Taken> {
      const call = { callId: randomUUID(), phone, calledNumber: RECEPTION };
      const [answer, ...repeated] = await Promise.all([
        post('missed-call', call),
        post('missed-call', call),
        post('missed-call', call),
      ]);
      expect(repeated).toEqual([answer, answer]);
      return answer;
    }

    it('are texted back once and answered when they write, and not called', async () => {
      await policy('TEXT_BACK');
      await installation.world.letPeopleWrite(installation.url);
      const phone = numberOf('keenBuyer', 2);
      const { leadId, reaction } = await ring(phone);
      expect(reaction).toBe('TEXT_BACK');
      const [first = ''] = await textsTo(phone);
      expect(first).toMatch(/^Harbour Homes: Sorry we missed your call\./);
      const answers = await answersTo(company, leadId, 5);
      await installation.quiet();
      expect((await textsTo(phone)).filter((body) => body.includes('Sorry we missed'))).toHaveLength(1);
      expect(answers.join('\n')).not.toContain('Sorry we missed');
      expect(await ring(phone)).toMatchObject({ leadId, reaction: 'NONE' });
      await installation.quiet();
      expect(await installation.world.calls(phone)).toEqual([]);
    });

    it('are called back once, and written to by nobody', async () => {
      await policy('CALL_BACK');
      const phone = numberOf('keenBuyer', 3);
      expect(await ring(phone)).toMatchObject({ reaction: 'CALL_BACK' });
      const calls = (): ReturnType<typeof installation.world.calls> => installation.world.calls(phone);
      await eventually('they are called', calls, ({ length }) => length > 0);
      await installation.quiet();
      expect(await calls()).toHaveLength(1);
      expect(await installation.world.texts(phone)).toEqual([]);
      expect(await other.findLead(phone)).toBeUndefined();
    });

    it('are left alone where the company wants it so', async () => {
      await policy('NONE');
      const phone = numberOf('keenBuyer', 4);
      expect(await ring(phone)).toMatchObject({ reaction: 'NONE' });
      await installation.quiet();
      expect(await installation.world.calls(phone)).toEqual([]);
      expect(await installation.world.texts(phone)).toEqual([]);
    });
  });
});

const POLICY = `mutation ($input: UpdateTenantInput!) { updateTenant(input: $input) { missedCallPolicy } }`;
