import { randomUUID } from 'node:crypto';
import { TEST_TWILIO } from '../support/test-config';
import type { Company } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf } from './support/people';
import { graphqlErrorIn, problemIn } from './support/probe-bad-requests';
import { changingNothing } from './support/probe-fingerprint';
import { ask, carrierForm, type RawAnswer, type RawRequest } from './support/probe-requests';
import { answersTo, saidBy } from './support/threads';

jest.setTimeout(180_000);

const OURS = TEST_TWILIO.TWILIO_FROM_NUMBER;
const WHATSAPP = '+14155550177';
const MEGABYTE = 'x'.repeat(1_024 ** 2);
/** An answer that waits for a paused company is looked at again after this. */
const PAUSED_ANSWER_MS = 61_000;

type Way = 'sms' | 'whatsapp';

/** What people send that cannot be taken changes nothing; what is only odd is heard, and none of it is lost. */
describe('messages that are no ordinary ones', () => {
  let installation: Installation;
  let company: Company;
  let other: Company;
  let key: string;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'bad-messages', env: { TWILIO_WHATSAPP_NUMBER: WHATSAPP } });
    company = await installation.found({ name: 'Harbour Homes' });
    other = await installation.found({ name: 'Meadow Motors' });
    await company.launchProject('Harbour View');
    key = await company.issueKey(['intake:write']);
    await installation.giveNumber(company, 'SMS', OURS);
    await installation.giveNumber(company, 'WHATSAPP', WHATSAPP);
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  const at = (path: string): string => `${installation.url}/webhooks/${path}`;

  /** A message as the carrier posts it. */
  function message(way: Way, from: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const prefix = way === 'whatsapp' ? 'whatsapp:' : '';
    const to = way === 'whatsapp' ? WHATSAPP : OURS;
    const MessageSid = `SM${randomUUID().replaceAll('-', '')}`;
    return { MessageSid, From: prefix + from, To: prefix + to, Body: 'Is it free?', NumMedia: '0', ...more };
  }

  const carried = (way: Way, from: string, more?: Readonly<Record<string, string>>): Promise<RawAnswer> =>
    ask(at(`${way}/inbound`), carrierForm(at(`${way}/inbound`), message(way, from, more)));

  const keyed = (path: string, body: object): Promise<RawAnswer> =>
    ask(at(path), {
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify(body),
    });

  const heard = async (phone: string): Promise<string[]> => {
    const leadId = await company.findLead(phone);
    return leadId === undefined ? [] : (await saidBy('LEAD', company, leadId)).map(({ text }) => text);
  };

  describe('are refused, and change nothing:', () => {
    const phone = numberOf('rambler');
    const visit = { sessionId: randomUUID(), messageId: '1', phone };

    it.each<[string, () => Promise<RawAnswer>]>([
      ['by SMS', () => carried('sms', phone, { Body: MEGABYTE })],
      ['on WhatsApp', () => carried('whatsapp', phone, { Body: MEGABYTE })],
      ['in the chat', () => keyed('live-chat', { ...visit, text: MEGABYTE })],
      ['in a form', () => keyed('web-form', { phone, message: MEGABYTE })],
      ['with a missed call', () => keyed('missed-call', { phone, callId: '1', name: MEGABYTE })],
    ])('a megabyte %s', async (_way, send) => {
      expect(problemIn(await changingNothing(installation, send))).toBe('413 PAYLOAD_TOO_LARGE');
    });

    it.each<[string, () => Promise<RawAnswer>, string]>([
      [
        'an address',
        () => ask(at('telegram/inbound'), carrierForm(at('telegram/inbound'), message('sms', phone))),
        '404 NOT_FOUND',
      ],
      ['a sender', () => carried('sms', phone, { From: 'messenger:1077' }), '400 BAD_USER_INPUT From'],
      ['a receiver', () => carried('whatsapp', phone, { To: 'rcs:harbour_homes' }), '400 BAD_USER_INPUT To'],
    ])('a channel nobody knows, as %s', async (_what, send, expected) => {
      expect(problemIn(await changingNothing(installation, send))).toBe(expected);
    });

    it('a channel nobody knows, to write on', async () => {
      const send = (): Promise<RawAnswer> =>
        ask(`${installation.url}/graphql`, {
          headers: { 'content-type': 'application/json', ...company.client.headers },
          body: JSON.stringify({ query: TELEGRAM }),
        });
      expect(graphqlErrorIn(await changingNothing(installation, send))).toBe('400 GRAPHQL_VALIDATION_FAILED');
    });

    it.each<Way>(['sms', 'whatsapp'])('what the carrier has not signed, by %s', async (way) => {
      const url = at(`${way}/inbound`);
      const good = carrierForm(url, message(way, phone));
      const forgeries: RawRequest[] = [
        carrierForm(url, message(way, phone), 'a token of somebody else'),
        carrierForm(at(way === 'sms' ? 'whatsapp/inbound' : 'sms/inbound'), message(way, phone)),
        { ...good, body: String(good.body).replace('free', 'gone') },
        { ...good, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      ];
      for (const forgery of forgeries) {
        expect(problemIn(await changingNothing(installation, () => ask(url, forgery)))).toBe('403 FORBIDDEN');
      }
    });

    it.each([
      ['none', 'I am a picture, really'],
      ['broken', '%PDF-1.7\nrubbish'],
    ])('a PDF that is %s', async (_what, content) => {
      const file = { variable: 'file', fileName: 'brochure.pdf', content, contentType: 'application/pdf' };
      const upload = (): Promise<string> =>
        company.client.upload(UPLOAD, {}, file).then(
          () => 'taken',
          (error: unknown) => String(error),
        );
      expect(await changingNothing(installation, upload)).toMatch(/BAD_USER_INPUT input\.file: is (not a PDF|broken)/);
    });
  });

  it.each<[Way, number]>([
    ['sms', 1],
    ['whatsapp', 2],
  ])(
    'of pictures alone, by %s, are heard, and the person is asked to write and offered a colleague',
    async (way, nth) => {
      const phone = numberOf('rambler', nth);
      const media = { Body: '', NumMedia: '2', MediaContentType0: 'image/jpeg', MediaContentType1: 'audio/ogg' };
      const urls = { MediaUrl0: 'http://127.0.0.1:9/picture', MediaUrl1: 'http://127.0.0.1:9/sound' };
      expect((await carried(way, phone, { ...media, ...urls })).status).toBe(200);
      const leadId = (await company.findLead(phone)) ?? '';
      const [answer = ''] = await answersTo(company, leadId);
      await installation.quiet();
      expect(await heard(phone)).toEqual(['[image/jpeg] [audio/ogg]']);
      expect(await installation.world.texts(phone)).toMatchObject([
        { channel: way, body: expect.stringContaining(answer) as string },
      ]);
      expect(await saidBy('AGENT', company, leadId)).toMatchObject([{ action: 'OFFER_HUMAN' }]);
      expect(await other.findLead(phone)).toBeUndefined();
    },
  );

  it('to a paused company are heard, and answered once when it goes on', async () => {
    const administrator = await installation.administrator();
    const [texter, visitor] = [numberOf('rambler', 3), numberOf('rambler', 4)];
    await administrator.request(PAUSE, { id: company.tenantId });
    expect((await carried('sms', texter, { Body: 'Is the flat by the sea still available?' })).status).toBe(200);
    const visit = { sessionId: randomUUID(), messageId: '1', phone: visitor, text: 'Is the flat still available?' };
    expect((await keyed('live-chat', visit)).status).toBe(202);
    const waiting = (): Promise<unknown[]> =>
      installation.sql(`select 1 from answers where last_error = 'company_paused' and state <> 'DONE'`);
    await eventually('both answers wait', waiting, ({ length }) => length === 2);
    expect(await installation.world.texts(texter)).toEqual([]);

    await administrator.request(ACTIVATE, { id: company.tenantId });
    expect([await heard(texter), await heard(visitor)]).toEqual([
      ['Is the flat by the sea still available?'],
      ['Is the flat still available?'],
    ]);
    await installation.moveClock(PAUSED_ANSWER_MS);
    for (const phone of [texter, visitor]) await answersTo(company, (await company.findLead(phone)) ?? '');
    await installation.quiet();
    expect(await installation.world.texts(texter)).toHaveLength(1);
    expect(await answersTo(company, (await company.findLead(visitor)) ?? '')).toHaveLength(1);
  });
});

const TELEGRAM = `mutation { sendMessage(input: { leadId: "${randomUUID()}", channel: TELEGRAM, text: "Hello", purpose: MARKETING }) { __typename } }`;
const UPLOAD = `mutation ($file: Upload) { addKnowledgeDocument(input: { file: $file, title: "Brochure", kind: PDF }) { __typename } }`;
const PAUSE = `mutation ($id: ID!) { pauseTenant(id: $id) { id } }`;
const ACTIVATE = `mutation ($id: ID!) { activateTenant(id: $id) { id } }`;
