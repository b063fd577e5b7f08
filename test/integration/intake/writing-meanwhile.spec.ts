import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { TextHearing } from '../../../src/conversations/texts/text-hearing.service';
import { EscalationModule } from '../../../src/escalation/escalation.module';
import { Escalations } from '../../../src/escalation/escalations.service';
import { WebFormIntake } from '../../../src/intake/web-form-intake.service';
import { ConsentingLeads } from '../../../src/leads/consenting-leads.service';
import { lockLead } from '../../../src/leads/lock-lead';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { SMS_NUMBER } from '../../support/doubles/scripted-text-sender';
import type { InboundText } from '../../../src/voice/text.port';
import { door } from '../../support/door';
import { until } from '../../support/until';
import { type Answer, type Company, IntakeStage, newPhone } from './intake-stage';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await IntakeStage.start([EscalationModule], { ROLE: 'api' });
});
afterAll(() => stage?.api.app.close());
afterEach(() => jest.restoreAllMocks());

type Write = (by: Company, text: string) => Promise<Answer>;

function aForm(phone = newPhone()): Write {
  return ({ key }, message) => stage.post('web-form', { phone, name: message, message }, key);
}

function aChat(verified: boolean): Write {
  const [phone, sessionId] = [newPhone(), randomUUID()];
  return ({ key }, text) =>
    stage.post('live-chat', { sessionId, phone, name: text, messageId: uuidv7(), text, verified }, key);
}

const aText = (from: string, body: string): InboundText => ({
  providerTextId: `SM${uuidv7()}`,
  channel: 'SMS',
  from,
  to: SMS_NUMBER,
  body,
  attachments: [],
});

const inAcme = <T>(work: () => Promise<T>): Promise<T> => stage.api.app.asTenant(stage.acme.id, work);

async function threadOf(leadId: string): Promise<string> {
  const [row] = await stage.api.app.sql<{ id: string }>('select id from conversations where lead_id = $1', [leadId]);
  return row?.id ?? '';
}

async function leadOf(phone: string): Promise<string> {
  const text = 'select id from leads where tenant_id = $1 and phone = $2';
  const [row] = await stage.api.app.sql<{ id: string }>(text, [stage.acme.id, phone]);
  return row?.id ?? '';
}

async function wordsOf(leadId: string): Promise<string[]> {
  const rows = await stage.api.app.sql<{ text: string }>(
    `select t.text from turns t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
     where c.lead_id = $1 order by t.conversation_id, t.seq`,
    [leadId],
  );
  return rows.map(({ text }) => text);
}

async function somebodyWaits(): Promise<boolean> {
  const text = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return (await stage.api.app.sql(text)).length > 0;
}

/** Does in a thread what the agent does there: has it, then its lead. */
function actIn(conversationId: string, then: () => Promise<unknown>): Promise<unknown> {
  return inAcme(() =>
    stage.api.app.get(UnitOfWork).run(async (tx) => {
      await tx.query('select 1 from conversations where id = $1 for no key update', [conversationId]);
      await then();
    }),
  );
}

describe('who writes again while the agent acts in their thread', () => {
  it.each([
    ['a form', () => aForm()],
    ['a chat', () => aChat(false)],
    ['a chat that is vouched for', () => aChat(true)],
  ])('in %s is heard, and what the agent does is done', async (_, aWriter) => {
    const write = aWriter();
    const leadId = String((await write(stage.acme, 'Hello')).body['leadId']);
    const conversationId = await threadOf(leadId);
    const { opened, open } = door();
    const again = opened.then(() => write(stage.acme, 'A person please'));
    await actIn(conversationId, async () => {
      open();
      await until(somebodyWaits);
      // Nobody else waits: the same person at another company is heard at once.
      expect(await write(stage.zenith, 'Hello')).toMatchObject({ status: 202 });
      await stage.api.app.get(Escalations).raise({ leadId, conversationId, trigger: 'HUMAN_REQUESTED' });
    });
    const answer = await again;
    expect(answer).toMatchObject({ status: 202, body: { leadId } });
    expect(await wordsOf(leadId)).toEqual(['Hello', 'A person please']);
    const raised = await stage.api.app.sql('select trigger from escalations where lead_id = $1', [leadId]);
    expect(raised).toEqual([{ trigger: 'HUMAN_REQUESTED' }]);
  });

  it.each([
    ['form', (phone: string, message: string) => stage.api.app.get(WebFormIntake).take({ phone, message }, {})],
    ['text', (phone: string, body: string) => stage.api.app.get(TextHearing).keep(aText(phone, body), null)],
  ])('is heard in a thread that began with a %s still being stored when this one came', async (_, write) => {
    const [phone, stored, acting] = [newPhone(), door(), door()];
    const { app } = stage.api;
    let isReceived = false;
    const people = app.get(ConsentingLeads);
    const receive = people.receiveAll.bind(people);
    const first = inAcme(() =>
      app.get(UnitOfWork).run(async () => {
        await write(phone, 'Hello');
        expect(await aForm(phone)(stage.zenith, 'Hello')).toMatchObject({ status: 202 });
        stored.open();
        await until(async () => isReceived || (await somebodyWaits()));
      }),
    );
    const agent = acting.opened.then(async () => {
      await first;
      const leadId = await leadOf(phone);
      await actIn(await threadOf(leadId), () => app.get(UnitOfWork).run((tx) => lockLead(tx, leadId)));
    });
    await stored.opened;
    jest.spyOn(people, 'receiveAll').mockImplementationOnce(async (persons) => {
      isReceived = true;
      const received = await receive(persons);
      acting.open();
      await until(somebodyWaits);
      return received;
    });
    await inAcme<unknown>(() => write(phone, 'Me again'));
    await agent;
    expect(await wordsOf(await leadOf(phone))).toEqual(['Hello', 'Me again']);
  });

  it('to ask for no more contact is obeyed without a wait for their thread', async () => {
    const write = aForm();
    const leadId = String((await write(stage.acme, 'Hello')).body['leadId']);
    await actIn(await threadOf(leadId), async () => {
      expect(await write(stage.acme, 'Do not contact me again')).toMatchObject({ body: { leadId, optedOut: true } });
    });
  });
});
