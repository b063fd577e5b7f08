import { IntakeStage, newPhone } from './intake-stage';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await IntakeStage.start();
});
afterAll(() => stage?.api.app.close());

const suppressed = (tenantId: string, phone: string) =>
  stage.api.app.sql('select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null', [
    tenantId,
    phone,
  ]);
const turnsOf = (leadId: unknown) =>
  stage.api.app.sql(
    'select t.text from turns t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id where c.lead_id = $1',
    [leadId],
  );

describe('a form that asks for no more contact', () => {
  it.each(['Please do not call me', 'STOP', 'Cancel', 'لا تتصل بي', 'Thanks, I have bought.\nStop calling me. Anna'])(
    '%j is obeyed before it is answered, and is no turn',
    async (message) => {
      const phone = newPhone();
      const { status, body } = await stage.post('web-form', { phone, name: 'Anna', message });
      expect(status).toBe(202);
      expect(body).toEqual({ leadId: expect.any(String) as string, created: true, projectId: null, optedOut: true });
      expect(await suppressed(stage.acme.id, phone)).toHaveLength(1);
      expect(await suppressed(stage.zenith.id, phone)).toEqual([]);
      expect(await turnsOf(body['leadId'])).toEqual([]);
      expect(
        await stage.api.app.sql("select payload ->> 'message' as message from intake_events where lead_id = $1", [
          body['leadId'],
        ]),
      ).toEqual([{ message }]);
    },
  );

  it('is obeyed behind one that waits to be answered', async () => {
    const phone = newPhone();
    const first = await stage.post('web-form', { phone, message: 'Is it still free?' });
    const second = await stage.post('web-form', { phone, message: 'Do not contact me again' });
    expect(first.body).not.toHaveProperty('optedOut');
    expect(second.body).toMatchObject({ leadId: first.body['leadId'], created: false, optedOut: true });
    expect(await suppressed(stage.acme.id, phone)).toHaveLength(1);
    expect(await turnsOf(first.body['leadId'])).toEqual([{ text: 'Is it still free?' }]);
  });

  it('has agreed to nothing, whatever box was ticked', async () => {
    const phone = newPhone();
    await stage.post('web-form', { phone, message: 'Never call me again', consent: true });
    expect(await stage.api.app.sql('select kind from consents where phone = $1', [phone])).toEqual([
      { kind: 'REVOCATION' },
    ]);
  });

  it.each([
    'I want to cancel my viewing, or end it early',
    'Stop by my office tomorrow',
    'Do not call me before six please',
    'Quit smoking courses?',
  ])('%j is none', async (message) => {
    const phone = newPhone();
    const { body } = await stage.post('web-form', { phone, message });
    expect(body).not.toHaveProperty('optedOut');
    expect(await suppressed(stage.acme.id, phone)).toEqual([]);
    expect(await turnsOf(body['leadId'])).toEqual([{ text: message }]);
  });

  it('is stored and obeyed, or neither', async () => {
    const before = await stage.traceOf(stage.acme.id);
    expect((await stage.post('web-form', { phone: newPhone(), email: 'nobody', message: 'STOP' })).status).toBe(400);
    expect(await stage.traceOf(stage.acme.id)).toEqual(before);
  });
});
