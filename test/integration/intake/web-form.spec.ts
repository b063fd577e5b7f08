import { ForgottenAnswers } from '../../../src/intake/forgotten-answers.service';
import { IntakeModule } from '../../../src/intake/intake.module';
import { LeadsModule } from '../../../src/leads/leads.module';
import { LeadsService } from '../../../src/leads/leads.service';
import { FormMappingsService } from '../../../src/leads/projects/form-mappings.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { AuthApp, CREATE_KEY, type Proof } from '../auth/auth-app';

let api: AuthApp;
let acme: Company;
let zenith: Company;

interface Company {
  readonly id: string;
  readonly owner: Proof;
  /** Of an API key that may send forms. */
  readonly key: Proof;
}

beforeAll(async () => {
  api = await AuthApp.start([LeadsModule, IntakeModule], { ROLE: 'api' });
  const admin = await api.platformAdmin();
  acme = await company(admin, 'Acme', 'acme@callwright.test');
  zenith = await company(admin, 'Zenith', 'zenith@callwright.test');
});
afterAll(() => api.app.close());

async function company(admin: Proof, name: string, email: string): Promise<Company> {
  const id = await api.company(admin, name, email);
  const owner = await api.proofOf(email);
  return { id, owner, key: await keyOf(owner, ['intake:write']) };
}

async function keyOf(owner: Proof, scopes: string[]): Promise<Proof> {
  const input = { name: 'Website', scopes };
  return { 'x-api-key': (await api.get<{ secret: string }>('createApiKey', CREATE_KEY, { input }, owner)).secret };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

async function post(body: unknown, headers: Record<string, string> = {}, by: Proof = acme.key): Promise<Answer> {
  const response = await fetch(`${api.app.url}/webhooks/web-form`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...by, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: (await response.json()) as Record<string, unknown> };
}

let next = 0;
function newPhone(): string {
  next += 1;
  return `+1415555${String(next).padStart(4, '0')}`;
}

/** Everything an accepted or refused form may have left behind. */
async function traceOf(tenantId: string): Promise<number[]> {
  const [row] = await api.app.sql<Record<string, string>>(
    `select (select count(*) from leads where tenant_id = $1) a, (select count(*) from intake_events where tenant_id = $1) b,
       (select count(*) from outbox where tenant_id = $1 and name like 'lead.%') c, (select count(*) from idempotent_answers where tenant_id = $1) d`,
    [tenantId],
  );
  return Object.values(row ?? {}).map(Number);
}

async function newProject(name: string, formName: string, at = acme): Promise<string> {
  return api.app.asTenant(at.id, async () => {
    const project = await api.app.get(ProjectsService).create({ name });
    if (!('id' in project)) throw new Error(project.message);
    await api.app.get(FormMappingsService).create({ formName, projectId: project.id });
    return project.id;
  });
}

describe('POST /webhooks/web-form', () => {
  it('makes a lead of the form and keeps what was sent', async () => {
    const projectId = await newProject('Marina', 'Marina Heights');
    const phone = newPhone();
    const form = {
      name: 'Ann Lee',
      phone,
      email: 'ann@example.com',
      message: ' I would like\na viewing\u0000 ',
      source: 'google',
      formName: 'marina heights',
      consent: { text: 'You may call me', given: true },
      budget: 500_000,
    };
    const answer = await post(form);
    expect(answer).toMatchObject({ status: 202, body: { leadId: expect.any(String), created: true, projectId } });
    const lead = await api.app.asTenant(acme.id, () => api.app.get(LeadsService).get(String(answer.body['leadId'])));
    expect(lead).toMatchObject({
      phone,
      name: 'Ann Lee',
      source: 'google',
      projectId,
      attributes: { budget: 500_000, message: 'I would like\na viewing' },
    });
    const turns = await api.app.sql(
      `select v.channel, t.seq, t.speaker, t.text from turns t join conversations v on v.tenant_id = t.tenant_id and v.id = t.conversation_id
       where v.tenant_id = $1 and v.lead_id = $2`,
      [acme.id, lead.id],
    );
    expect(turns).toEqual([{ channel: 'WEB_FORM', seq: 1, speaker: 'LEAD', text: 'I would like\na viewing' }]);
    const [event] = await api.app.sql('select channel, form_name, payload from intake_events where lead_id = $1', [
      lead.id,
    ]);
    expect(event).toEqual({
      channel: 'WEB_FORM',
      form_name: 'marina heights',
      payload: { ...form, message: ' I would like\na viewing\ufffd ' },
    });
    const facts = await api.app.sql(
      "select name from outbox where tenant_id = $1 and payload -> 'leadIds' ? $2 order by id",
      [acme.id, lead.id],
    );
    expect(facts.map((fact) => fact['name'])).toEqual(['leads.mapped']);
  });

  it('updates the person who writes again, and keeps both letters', async () => {
    const phone = newPhone();
    const first = await post({ phone, name: 'Bob' });
    const second = await post({ phone, email: 'bob@example.com', message: 'Me again' });
    expect(second.body).toEqual({ leadId: first.body['leadId'], created: false, projectId: null });
    const events = await api.app.sql('select 1 from intake_events where lead_id = $1', [first.body['leadId']]);
    expect(events).toHaveLength(2);
    const turns = await api.app.sql(
      'select text from turns t join conversations v on v.tenant_id = t.tenant_id and v.id = t.conversation_id where v.lead_id = $1',
      [first.body['leadId']],
    );
    expect(turns).toEqual([{ text: 'Me again' }]);
  });

  it('takes the parts of a name and the country where the whole fields are blank', async () => {
    const phone = newPhone();
    const form = {
      phone,
      name: '',
      firstName: 'Ann',
      lastName: 'Lee',
      country: 'United States',
      address: { country: ' ' },
    };
    const { body } = await post(form);
    const lead = await api.app.asTenant(acme.id, () => api.app.get(LeadsService).get(String(body['leadId'])));
    expect(lead).toMatchObject({ name: 'Ann Lee', addressCountry: 'US' });
  });

  it('takes in a person who writes more than a lead has room for, and keeps the letter whole', async () => {
    const phone = newPhone();
    const note = 'x'.repeat(15_000);
    await post({ phone, note });
    const { status, body } = await post({ phone, essay: note, message: 'Call me' });
    expect(status).toBe(202);
    const lead = await api.app.asTenant(acme.id, () => api.app.get(LeadsService).get(String(body['leadId'])));
    expect(lead.attributes).toEqual({ note, message: 'Call me' });
    const events = await api.app.sql<{ payload: { essay?: string } }>(
      'select payload from intake_events where lead_id = $1 order by id',
      [lead.id],
    );
    expect(events[1]?.payload.essay).toBe(note);
  });

  it('makes one lead of a form sent ten times at once', async () => {
    const phone = newPhone();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post({ phone, name: 'Twin' })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202));
    expect(new Set(answers.map(({ body }) => body['leadId'])).size).toBe(1);
    expect(answers.filter(({ body }) => body['created'])).toHaveLength(1);
  });

  it('keeps tenants apart', async () => {
    const phone = newPhone();
    const mine = await post({ phone });
    const theirs = await post({ phone }, {}, zenith.key);
    expect(theirs.body).toMatchObject({ created: true });
    expect(theirs.body['leadId']).not.toBe(mine.body['leadId']);
  });

  it('may be sent by an operator who is signed in', async () => {
    expect((await post({ phone: newPhone() }, {}, acme.owner)).status).toBe(202);
  });
});

describe('a refused form', () => {
  it.each<[string, () => Promise<Answer>, number, string]>([
    ['without a key', () => post({ phone: newPhone() }, {}, {}), 401, 'UNAUTHENTICATED'],
    [
      'with a wrong key',
      () => post({ phone: newPhone() }, {}, { 'x-api-key': `ck_live_${'a'.repeat(40)}` }),
      401,
      'UNAUTHENTICATED',
    ],
    ['that is no JSON', () => post('{"phone": '), 400, 'BAD_REQUEST'],
    ['that is too long', () => post({ phone: newPhone(), notes: 'x'.repeat(300_000) }), 413, 'PAYLOAD_TOO_LARGE'],
    [
      'with an empty idempotency key',
      () => post({ phone: newPhone() }, { 'idempotency-key': '' }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'with a long idempotency key',
      () => post({ phone: newPhone() }, { 'idempotency-key': 'k'.repeat(256) }),
      400,
      'BAD_USER_INPUT',
    ],
  ])('%s changes nothing', async (_kind, send, status, code) => {
    const before = await traceOf(acme.id);
    const answer = await send();
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
      body: { status, code, requestId: expect.any(String) },
    });
    expect(await traceOf(acme.id)).toEqual(before);
  });

  it('by a key without the scope changes nothing', async () => {
    const reader = await keyOf(acme.owner, ['leads:read']);
    expect(await post({ phone: newPhone() }, {}, reader)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  it.each<[unknown, string[]]>([
    [{}, ['phone']],
    [[], ['body']],
    [{ phone: '12', email: 'nobody' }, ['email', 'phone']],
    [{ phone: 7, name: 3 }, ['name', 'phone']],
    [{ phone: '+14155550000', country: 'Atlantis', timeZone: 'Moon' }, ['address.country', 'timeZone']],
    [{ phone: '+14155550000', address: { planet: 'Mars' } }, ['address.planet']],
    [{ phone: '+14155550000', essay: 'x'.repeat(20_000) }, ['attributes']],
    [`{"phone": "+14155550000", "deep": ${'['.repeat(4_000)}${']'.repeat(4_000)}}`, ['deep']],
  ])('number %# names its bad fields', async (form, fields) => {
    const before = await traceOf(acme.id);
    const answer = await post(form);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'BAD_USER_INPUT', type: 'urn:callwright:problem:bad-user-input' },
    });
    const errors = answer.body['errors'] as { field: string; message: string }[];
    expect(errors.map(({ field }) => field).sort()).toEqual(fields);
    expect(await traceOf(acme.id)).toEqual(before);
  });
});

describe('Idempotency-Key', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key });

  it('gives the same request the first answer, whatever has happened since', async () => {
    const phone = newPhone();
    const form = { phone, name: 'Cid', extra: { b: 1, a: 2 } };
    const first = await post(form, keyed('once'));
    const before = await traceOf(acme.id);
    const again = await post(`{ "extra": {"a":2, "b":1}, "name": "Cid", "phone": "${phone}" }`, keyed('once'));
    expect(again).toEqual(first);
    expect(again.body).toMatchObject({ created: true });
    expect(await traceOf(acme.id)).toEqual(before);
  });

  it('with another body is refused', async () => {
    const form = { phone: newPhone(), name: 'Dee' };
    await post(form, keyed('reused'));
    const before = await traceOf(acme.id);
    expect(await post({ ...form, name: 'Dora' }, keyed('reused'))).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT' },
    });
    expect(await traceOf(acme.id)).toEqual(before);
  });

  it('of another tenant is another key', async () => {
    const phone = newPhone();
    await post({ phone, name: 'Eve' }, keyed('shared'));
    expect(await post({ phone, name: 'Other' }, keyed('shared'), zenith.key)).toMatchObject({
      status: 202,
      body: { created: true },
    });
  });

  it('makes ten requests at once one', async () => {
    const form = { phone: newPhone(), name: 'Fay' };
    const [leads, events] = await traceOf(acme.id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(form, keyed('at-once'))));
    for (const answer of answers) expect(answer).toMatchObject({ status: 202, body: { created: true } });
    expect((await traceOf(acme.id)).slice(0, 2)).toEqual([(leads ?? 0) + 1, (events ?? 0) + 1]);
  });

  it('is not used up by a request that was refused', async () => {
    expect((await post({ phone: '12' }, keyed('retry'))).status).toBe(400);
    expect((await post({ phone: newPhone() }, keyed('retry'))).status).toBe(202);
  });

  it('is forgotten after a day', async () => {
    const phone = newPhone();
    await post({ phone, name: 'Gus' }, keyed('old'));
    api.app.clock.advance(24 * 60 * 60_000);
    expect(await post({ phone, name: 'Gus' }, keyed('old'))).toMatchObject({ status: 202, body: { created: false } });
    const [row] = await api.app.sql<{ count: string }>(
      'select count(*) from idempotent_answers where tenant_id = $1 and key = $2',
      [acme.id, 'old'],
    );
    expect(Number(row?.count)).toBe(1);
  });

  it('leaves nothing behind of a tenant that stopped posting', async () => {
    await post({ phone: newPhone() }, keyed('quiet'), zenith.key);
    await post({ phone: newPhone() }, keyed('quiet'));
    await api.app.sql(
      `insert into idempotent_answers (tenant_id, operation, key, request_hash, answer, created_at)
       select $1, 'web-form', 'old ' || i, '', '{}', $2 from generate_series(1, 2500) i`,
      [zenith.id, api.app.clock.now()],
    );
    api.app.clock.advance(24 * 60 * 60_000 - 1);
    await post({ phone: newPhone() }, keyed('fresh'));
    const left = async () =>
      (await api.app.sql<{ key: string }>('select key from idempotent_answers order by key')).map(({ key }) => key);
    await api.app.get(ForgottenAnswers).forget();
    expect((await left()).filter((key) => /^(quiet|old .*)$/.test(key))).toHaveLength(2_502);
    api.app.clock.advance(1);
    const forget = () => api.app.get(ForgottenAnswers).forget();
    expect([await forget(), await forget()]).toEqual([1_000, 1_000]);
    await forget();
    expect(await left()).toEqual(['fresh']);
  });
});
