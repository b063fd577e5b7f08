import type { Variables } from '../support/graphql-client';
import { TEST_TWILIO } from '../support/test-config';
import type { Company } from './support/company';
import type { SentText } from './support/emulated-world';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';

jest.setTimeout(180_000);

/** Morning in Guam is afternoon in New York: the one is closed while the other is open. */
const GUAM = '+16714885501';
const OURS = TEST_TWILIO.TWILIO_FROM_NUMBER;
const CONFIRMATION_MS = 300_000;

interface Sent {
  readonly __typename: string;
  readonly id?: string;
  readonly status?: string;
  readonly text?: string;
  readonly code?: string;
  readonly nextAllowedAt?: string;
}

/** Two companies behind one number; the program runs as an API and a worker. */
describe('texts', () => {
  let installation: Installation;
  let acme: Company;
  let other: Company;
  let numbers = 0;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'texts', roles: ['api', 'worker'] });
    acme = await installation.found({ name: 'Harbour Homes' });
    other = await installation.found({ name: 'Meadow Motors' });
  });
  afterEach(async () => {
    await installation?.world.setFaults({});
    await installation?.expectSound();
  });
  afterAll(() => installation?.close());

  const aPhone = (): string => `+121255540${String((numbers += 1)).padStart(2, '0')}`;

  const send = async (company: Company, leadId: string, more: Variables = {}): Promise<Sent> => {
    const input = { leadId, channel: 'SMS', text: 'The flat is still free.', purpose: 'MARKETING', ...more };
    return (await company.client.request<{ sendMessage: Sent }>(SEND, { input })).sendMessage;
  };

  const statusOf = async (company: Company, id: string): Promise<string> =>
    (await company.client.request<{ textMessage: { status: string } }>(TEXT, { id })).textMessage.status;

  const mayContact = async (company: Company, leadId: string): Promise<string> =>
    (await company.client.request<{ mayContact: { verdict: string } }>(MAY_CONTACT, { leadId })).mayContact.verdict;

  const stop = (phone: string, copies = 1): ReturnType<typeof installation.world.text> =>
    installation.world.text({
      url: `${installation.url}/webhooks/sms/inbound`,
      from: phone,
      to: OURS,
      body: 'STOP',
      copies,
    });

  const confirmationsTo = async (phone: string): Promise<SentText[]> =>
    (await installation.world.texts(phone)).filter(({ body }) => body.includes('you have opted out'));

  /** A person both companies have texted, the first one last. */
  async function texted(): Promise<{ phone: string; acmeLead: string; otherLead: string }> {
    const phone = aPhone();
    const otherLead = await other.createLead({ phone });
    const acmeLead = await acme.createLead({ phone });
    expect((await send(other, otherLead)).__typename).toBe('TextMessage');
    expect((await send(acme, acmeLead)).__typename).toBe('TextMessage');
    return { phone, acmeLead, otherLead };
  }

  it('sends a lawful one, with who writes and how to stop, and learns that it arrived', async () => {
    const phone = aPhone();
    const leadId = await acme.createLead({ phone });
    const sent = await send(acme, leadId);
    expect(sent).toMatchObject({
      __typename: 'TextMessage',
      text: expect.stringMatching(/^Harbour Homes: .*STOP/) as string,
    });
    expect(await installation.world.texts(phone)).toMatchObject([{ from: OURS, body: sent.text }]);
    await eventually(
      'the phone has it',
      () => statusOf(acme, sent.id ?? ''),
      (status) => status === 'DELIVERED',
    );
  });

  it('sends none outside the hours of the person, and says when', async () => {
    const leadId = await acme.createLead({ phone: GUAM });
    const refused = await send(acme, leadId);
    expect(refused).toMatchObject({ __typename: 'CallingWindowClosed', code: 'CALLING_WINDOW_CLOSED' });
    expect(new Date(refused.nextAllowedAt ?? '').getTime()).toBeGreaterThan(installation.now().getTime());
    expect(await installation.world.texts(GUAM)).toEqual([]);
  });

  it('sends none without written consent, and none twice for one key', async () => {
    const [stranger, friend] = [aPhone(), aPhone()];
    const refused = await send(acme, await acme.createLead({ phone: stranger, consent: null }));
    expect(refused).toMatchObject({ __typename: 'ConsentMissing' });
    expect(await installation.world.texts(stranger)).toEqual([]);
    const leadId = await acme.createLead({ phone: friend });
    const [one, two] = [
      await send(acme, leadId, { idempotencyKey: 'k-1' }),
      await send(acme, leadId, { idempotencyKey: 'k-1' }),
    ];
    expect(one.id).toBe(two.id);
    expect(await installation.world.texts(friend)).toHaveLength(1);
  });

  it('stops everywhere within a second, and confirms once although the stop is delivered three times', async () => {
    const { phone, acmeLead, otherLead } = await texted();
    const began = performance.now();
    const { answers } = await stop(phone, 3);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([await mayContact(acme, acmeLead), await mayContact(other, otherLead)]).toEqual(['DENY', 'DENY']);
    // A machine that has other work to do gets twice the time.
    expect(performance.now() - began).toBeLessThan(2_000);
    for (const [company, leadId] of [
      [acme, acmeLead],
      [other, otherLead],
    ] as const) {
      expect(await send(company, leadId)).toMatchObject({ __typename: 'PersonSuppressed' });
    }
    await eventually(
      'it is confirmed',
      () => confirmationsTo(phone),
      ({ length }) => length > 0,
    );
    await installation.quiet();
    expect(await confirmationsTo(phone)).toMatchObject([
      { body: 'Harbour Homes: you have opted out. We will not call or text you again.' },
    ]);
  });

  it('believes no stop that the carrier has not signed', async () => {
    const { phone, acmeLead } = await texted();
    const url = `${installation.url}/webhooks/sms/inbound`;
    const { answers } = await installation.world.text({ url, from: phone, to: OURS, body: 'STOP', forged: true });
    expect(answers).toMatchObject([{ status: 403 }]);
    expect(await mayContact(acme, acmeLead)).not.toBe('DENY');
  });

  it('confirms once although the worker is dead when the stop comes', async () => {
    const { phone, acmeLead, otherLead } = await texted();
    await installation.program(1).process.kill();
    const stoppedAt = performance.now();
    await stop(phone, 3);
    expect([await mayContact(acme, acmeLead), await mayContact(other, otherLead)]).toEqual(['DENY', 'DENY']);
    expect(await confirmationsTo(phone)).toEqual([]);
    installation.programs.splice(1, 1);
    await installation.add('worker');
    await confirmedOnce(phone, stoppedAt);
  });

  it.each([
    ['has taken the confirmation', 'hangAndDial'],
    ['has not taken the confirmation', 'hangWithoutDial'],
  ])('confirms once although the worker is killed while the carrier, which %s, holds the request', async (_, fault) => {
    const { phone } = await texted();
    await installation.world.setFaults({ [fault]: { to: phone } });
    const stoppedAt = performance.now();
    await stop(phone);
    await eventually(
      'the request is at the carrier',
      () => installation.world.idleFaults(),
      ({ length }) => length === 0,
    );
    await installation.program(1).process.kill();
    await installation.world.setFaults({});
    installation.programs.splice(1, 1);
    await installation.add('worker');
    await confirmedOnce(phone, stoppedAt);
  });

  async function confirmedOnce(phone: string, stoppedAt: number): Promise<void> {
    await eventually(
      'it is confirmed',
      () => confirmationsTo(phone),
      ({ length }) => length > 0,
      120_000,
    );
    expect(performance.now() - stoppedAt).toBeLessThan(CONFIRMATION_MS);
    await installation.quiet();
    expect(await confirmationsTo(phone)).toHaveLength(1);
  }
});

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  __typename ... on TextMessage { id status text } ... on Refusal { code message } ... on CallingWindowClosed { nextAllowedAt } } }`;
const TEXT = `query ($id: ID!) { textMessage(id: $id) { status } }`;
const MAY_CONTACT = `query ($leadId: ID!) { mayContact(leadId: $leadId, channel: SMS) { verdict } }`;
