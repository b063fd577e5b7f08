import { CompanyNumbers } from '../../../src/conversations/numbers/company-numbers.service';
import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { Metrics } from '../../../src/platform/metrics/metrics';
import { SMS_NUMBER, WHATSAPP_NUMBER } from '../../support/doubles/scripted-text-sender';
import { brokenInvariants } from '../../support/invariants';
import { until } from '../../support/until';
import { asAdmin } from '../compliance/an-admin';
import { aTextSid, startTextsStage, textOf, type Person, type TextsStage } from './texts-stage';

const AFTERNOON = '2026-07-07T18:00:00Z';
const OUR_OWN = '+14155550188';
let stage: TextsStage;
let strangers = 0;

beforeAll(async () => {
  stage = await startTextsStage();
});
afterAll(() => stage?.app.close());
beforeEach(() => {
  stage.sender.forget();
  stage.app.clock.set(AFTERNOON);
});

const aStranger = (): string => `+1212555${String(7_000 + (strangers += 1))}`;

async function texted(tenantId: string, phone?: string): Promise<Person> {
  const person = await stage.aPerson(tenantId, phone);
  textOf(await stage.send(person));
  stage.app.clock.advance(1_000);
  return person;
}

const turnsWith = (phone: string) =>
  stage.app.sql(
    `select v.tenant_id as tenant, v.channel, v.id as conversation, t.seq, t.exchange, t.speaker, t.text from turns t
     join conversations v on v.tenant_id = t.tenant_id and v.id = t.conversation_id
     join leads l on l.tenant_id = v.tenant_id and l.id = v.lead_id where l.phone = $1 order by t.spoken_at, t.seq`,
    [phone],
  );
const textsOf = (phone: string) =>
  stage.app.sql(
    `select tenant_id as tenant, body, conversation_id as conversation from text_messages where phone = $1 and direction = 'INBOUND'`,
    [phone],
  );
const leadsOf = (phone: string) =>
  stage.app.sql('select tenant_id, source, name, project_id from leads where phone = $1', [phone]);
const broken = () => brokenInvariants(stage.app.config.database.ownerUrl ?? '', { now: stage.app.clock.now() });

describe('an ordinary text of a lead', () => {
  it('is heard in their thread once, however often and at once it is delivered, behind the text it answers', async () => {
    const { phone } = await texted(stage.acme);
    const posted = { from: phone, body: 'Is it still free?', sid: aTextSid() };
    await Promise.all([1, 2, 3, 4].map(() => stage.text(posted)));
    await stage.text({ from: phone, body: 'And the garden?' });
    const turns = await turnsWith(phone);
    expect(turns).toMatchObject([
      { tenant: stage.acme, channel: 'SMS', seq: 1, exchange: 0, speaker: 'AGENT' },
      { seq: 2, exchange: 2, speaker: 'LEAD', text: 'Is it still free?' },
      { seq: 3, exchange: 3, speaker: 'LEAD', text: 'And the garden?' },
    ]);
    expect(turns[0]?.text).toContain('The flat is still free.');
    expect((await textsOf(phone)).map(({ conversation }) => conversation)).toEqual([
      turns[0]?.conversation,
      turns[0]?.conversation,
    ]);
    expect(await broken()).toEqual([]);
  });

  it('stays the company’s that has it when it is delivered again after another one wrote from the same number', async () => {
    const anna = await texted(stage.acme);
    const posted = { from: anna.phone, body: 'Is it still free?', sid: aTextSid() };
    await stage.text(posted);
    stage.app.clock.advance(60_000);
    await stage.send(await stage.aPerson(stage.other, anna.phone));
    expect((await stage.text(posted)).status).toBe(200);
    expect(await textsOf(anna.phone)).toMatchObject([{ tenant: stage.acme }]);
    expect((await turnsWith(anna.phone)).filter(({ speaker }) => speaker === 'LEAD')).toMatchObject([
      { tenant: stage.acme, text: 'Is it still free?' },
    ]);
    await stage.text({ ...posted, sid: aTextSid() });
    expect(await textsOf(anna.phone)).toMatchObject([{ tenant: stage.acme }, { tenant: stage.other }]);
  });

  it('opens with no text of more than a week ago, nor with one that confirmed a stop', async () => {
    const { phone } = await texted(stage.acme);
    stage.app.clock.advance(7 * 24 * 3_600_000);
    await stage.text({ from: phone, body: 'Sorry, I was away.' });
    expect(await turnsWith(phone)).toMatchObject([{ seq: 1, speaker: 'LEAD' }]);
    const stopped = await texted(stage.acme);
    await stage.text({ from: stopped.phone, body: 'STOP' });
    await until(() => stage.sender.sent.length === 3);
    stage.app.clock.advance(1_000);
    await stage.text({ from: stopped.phone, body: 'Who is this anyway?' });
    const [opening] = await turnsWith(stopped.phone);
    expect(opening?.text).toContain('The flat is still free.');
  });

  it.each(['STOP', 'HELP', 'START'])('is none when it is the command %s', async (body) => {
    const { phone } = await texted(stage.acme);
    await stage.text({ from: phone, body });
    expect(await turnsWith(phone)).toEqual([]);
    expect(await textsOf(phone)).toMatchObject([{ conversation: null }]);
  });

  it('that is a picture alone says so, and one with words keeps both', async () => {
    const { phone } = await texted(stage.acme);
    const media = { NumMedia: '2', MediaContentType0: 'image/jpeg', MediaContentType1: '<script>' };
    await stage.text({ from: phone, body: '', fields: media });
    await stage.text({ from: phone, body: 'The garden', fields: { ...media, NumMedia: '1' } });
    await stage.text({ from: phone, body: '', fields: { Latitude: '25.2', Longitude: '55.3' } });
    await stage.text({ from: phone, body: '' });
    expect((await turnsWith(phone)).slice(1).map(({ text }) => text)).toEqual([
      '[image/jpeg] [file]',
      'The garden\n[image/jpeg]',
      '[location]',
      '[empty message]',
    ]);
  });

  it('may hold anything: it is bounded, and control characters are blanks', async () => {
    const { phone } = await texted(stage.acme);
    await stage.text({ from: phone, body: `a\0b\u0007c ${'x'.repeat(9_000)}` });
    const [, heard] = await turnsWith(phone);
    expect(heard?.text).toMatch(/^ab c x/);
    expect(String(heard?.text).length).toBeLessThanOrEqual(4_000);
  });

  it('of a megabyte is refused, and changes nothing', async () => {
    const { phone } = await texted(stage.acme);
    expect((await stage.text({ from: phone, body: 'x'.repeat(1_000_000) })).status).toBe(413);
    expect(await textsOf(phone)).toEqual([]);
  });

  it('without a true signature changes nothing', async () => {
    const { phone } = await texted(stage.acme);
    expect((await stage.text({ from: phone, body: 'Hello', forged: true })).status).toBe(403);
    expect([await textsOf(phone), await turnsWith(phone)]).toEqual([[], []]);
  });

  it('of a paused company is heard all the same', async () => {
    const { phone } = await texted(stage.other);
    await stage.app.sql("update tenants set status = 'PAUSED' where id = $1", [stage.other]);
    await stage.text({ from: phone, body: 'Hello?' });
    await stage.app.sql("update tenants set status = 'ACTIVE' where id = $1", [stage.other]);
    expect((await turnsWith(phone)).at(-1)).toMatchObject({ tenant: stage.other, text: 'Hello?' });
  });

  it('is neither stored nor heard when one of both fails, and is when it is delivered again', async () => {
    const { phone } = await texted(stage.acme);
    const hear = jest.spyOn(stage.app.get(ThreadsService), 'hear').mockRejectedValueOnce(new Error('no database'));
    const posted = { from: phone, body: 'Hello?', sid: aTextSid() };
    expect((await stage.text(posted)).status).toBe(500);
    hear.mockRestore();
    expect(await textsOf(phone)).toEqual([]);
    expect((await stage.text(posted)).status).toBe(200);
    expect(await turnsWith(phone)).toHaveLength(2);
  });

  it('is in the thread of its channel, and of its company', async () => {
    const ours = await texted(stage.acme);
    textOf(await stage.send(ours, { channel: 'WHATSAPP' }));
    await stage.text({ from: ours.phone, body: 'By SMS' });
    await stage.text({ from: ours.phone, to: WHATSAPP_NUMBER, channel: 'whatsapp', body: 'By WhatsApp' });
    await texted(stage.other, ours.phone);
    await stage.text({ from: ours.phone, body: 'To the other' });
    const heard = (await turnsWith(ours.phone)).filter(({ speaker }) => speaker === 'LEAD');
    expect(heard).toMatchObject([
      { tenant: stage.acme, channel: 'SMS', text: 'By SMS' },
      { tenant: stage.acme, channel: 'WHATSAPP', text: 'By WhatsApp' },
      { tenant: stage.other, channel: 'SMS', text: 'To the other' },
    ]);
  });
});

describe('a number that is one company’s', () => {
  let projectId: string;
  let numberId: string;
  beforeAll(async () => {
    const numbers = stage.app.get(CompanyNumbers);
    const number = await asAdmin(() => numbers.assign(stage.acme, 'SMS', OUR_OWN));
    numberId = number.id;
    await asAdmin(() => numbers.assign(stage.acme, 'WHATSAPP', OUR_OWN));
    projectId = await stage.app.asTenant(stage.acme, async () => {
      const project = await stage.app
        .get(ProjectsService)
        .create({ name: 'Palm Towers', keywords: [], autoCall: false });
      if (!('id' in project)) throw new Error('the project has a name of its own');
      await numbers.setProject(number.id, project.id);
      return project.id;
    });
  });

  it('makes who texts it first a lead of that company, with its project, and hears them', async () => {
    const phone = aStranger();
    await stage.text({ from: phone, to: OUR_OWN, body: 'I want a flat' });
    expect(await leadsOf(phone)).toEqual([{ tenant_id: stage.acme, source: 'SMS', name: null, project_id: projectId }]);
    expect(await turnsWith(phone)).toMatchObject([{ tenant: stage.acme, exchange: 1, text: 'I want a flat' }]);
    expect(await stage.app.sql('select 1 from consents where phone = $1', [phone])).toEqual([]);
    const wired = { from: aStranger(), to: OUR_OWN, channel: 'whatsapp', body: 'Hi', fields: { ProfileName: 'Anna' } };
    await stage.text({ ...wired, channel: 'whatsapp' });
    expect(await leadsOf(wired.from)).toMatchObject([{ source: 'WHATSAPP', name: 'Anna', project_id: null }]);
  });

  it('hears everything of somebody new who texts it many times at once', async () => {
    const posted = Array.from({ length: 5 }, () => aStranger()).flatMap((from) =>
      ['Hello', 'I want a flat', 'by the sea'].map((body) => ({ from, to: OUR_OWN, body, sid: aTextSid() })),
    );
    const answers = await Promise.all([...posted, ...posted, ...posted].map((one) => stage.text(one)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { from } of posted) {
      expect(await leadsOf(from)).toMatchObject([{ tenant_id: stage.acme }]);
      expect((await turnsWith(from)).map(({ text }) => String(text)).toSorted()).toEqual(
        ['Hello', 'I want a flat', 'by the sea'].toSorted(),
      );
    }
  });

  it('is answered from there, and its person by that company though another has contacted them', async () => {
    const theirs = await texted(stage.other);
    await stage.text({ from: theirs.phone, to: OUR_OWN, body: 'Hello' });
    expect(await turnsWith(theirs.phone)).toMatchObject([{ tenant: stage.acme, text: 'Hello' }]);
    const [lead] = await stage.app.sql<{ id: string }>('select id from leads where tenant_id = $1 and phone = $2', [
      stage.acme,
      theirs.phone,
    ]);
    stage.sender.forget();
    textOf(await stage.send({ ...theirs, tenantId: stage.acme, leadId: lead?.id ?? '' }, { purpose: 'RESPONSIVE' }));
    expect(stage.sender.sent).toMatchObject([{ from: OUR_OWN, tenantId: stage.acme }]);
    await texted(stage.other);
    expect(stage.sender.sent.at(-1)).toMatchObject({ from: SMS_NUMBER, tenantId: stage.other });
  });

  it('is what a thread begun there is answered from, though the company has an older one', async () => {
    const [phone, newer] = [aStranger(), '+14155550189'];
    const numbers = stage.app.get(CompanyNumbers);
    const { id } = await asAdmin(() => numbers.assign(stage.acme, 'WHATSAPP', newer));
    await stage.text({ from: phone, to: newer, channel: 'whatsapp', body: 'I want a flat' });
    const [heard] = await stage.app.sql<{ leadId: string; conversation: string }>(
      'select lead_id as "leadId", conversation_id as conversation from text_messages where phone = $1',
      [phone],
    );
    const writer = { tenantId: stage.acme, leadId: heard?.leadId ?? '', phone };
    const answer = { channel: 'WHATSAPP', purpose: 'RESPONSIVE' } as const;
    textOf(await stage.send(writer, { ...answer, answeredIn: heard?.conversation ?? '' }));
    textOf(await stage.send(writer, answer));
    expect(stage.sender.sent.map(({ from }) => from)).toEqual([newer, OUR_OWN]);
    await asAdmin(() => numbers.release(id));
  });

  it('takes a stop of a stranger for its company, and makes nobody a lead', async () => {
    const phone = aStranger();
    await stage.text({ from: phone, to: OUR_OWN, body: 'STOP' });
    expect(await stage.isSuppressed({ tenantId: stage.acme, leadId: '', phone })).toBe(true);
    expect(await stage.isSuppressed({ tenantId: stage.other, leadId: '', phone })).toBe(false);
    expect(await leadsOf(phone)).toEqual([]);
    await until(() => stage.sender.sent.some(({ to, from }) => to === phone && from === OUR_OWN));
  });

  it('hears nobody whose number does not exist, but keeps the text', async () => {
    const phone = '+11115550000';
    expect((await stage.text({ from: phone, to: OUR_OWN, body: 'Hello' })).status).toBe(200);
    expect(await leadsOf(phone)).toEqual([]);
    expect(await textsOf(phone)).toMatchObject([{ tenant: stage.acme, conversation: null }]);
  });

  it('belongs to one company on a channel, until the platform takes it', async () => {
    const numbers = stage.app.get(CompanyNumbers);
    expect(await asAdmin(() => numbers.assign(stage.acme, 'SMS', OUR_OWN))).toMatchObject({ id: numberId });
    await expect(asAdmin(() => numbers.assign(stage.other, 'SMS', OUR_OWN))).rejects.toThrow('another company');
    await expect(asAdmin(() => numbers.assign(stage.other, 'SMS', '0123'))).rejects.toThrow('E.164');
    await stage.app.asTenant(stage.other, async () => {
      await expect(numbers.setProject(numberId, null)).rejects.toThrow('Number');
      expect((await numbers.list({ first: 10 })).nodes).toEqual([]);
      expect(await numbers.senderOf('SMS')).toBeNull();
    });
    const passing = await asAdmin(() => numbers.assign(stage.other, 'SMS', '+14155550199'));
    await asAdmin(() => numbers.release(passing.id));
    await expect(asAdmin(() => numbers.release(passing.id))).rejects.toThrow('Number');
    const log = await stage.app.sql('select action from audit_log where tenant_id = $1 order by seq', [stage.other]);
    expect(log.map(({ action }) => action)).toEqual(['company-number.assigned', 'company-number.released']);
  });
});

it('a text nobody can be found for is kept nowhere, and counted', async () => {
  const phone = aStranger();
  const before = (await stage.app.get(Metrics).text()).body;
  expect((await stage.text({ from: phone, body: 'Hello?' })).status).toBe(200);
  expect([await textsOf(phone), await leadsOf(phone)]).toEqual([[], []]);
  const count = (text: string): number => Number(/texts_unclaimed_total\{channel="SMS"\} (\d+)/.exec(text)?.[1] ?? 0);
  expect(count((await stage.app.get(Metrics).text()).body)).toBe(count(before) + 1);
});
