import { CallsModule } from '../../../src/calls/calls.module';
import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import { startTestApp, type TestApp } from '../../support/test-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';
import { aSpokenCall, begin } from '../conversations/a-spoken-call';
import { aMember } from '../escalation/escalation-stage';

const LIST = `query ($first: Int) { transferTargets(first: $first) { totalCount pageInfo { hasNextPage endCursor }
  nodes { id name phone languages position hours { timeZone days from until } } } }`;
const ADD = `mutation ($input: TransferTargetInput!) { addTransferTarget(input: $input) {
  ... on TransferTarget { id name phone position } ... on Refusal { code } } }`;
const CHANGE = `mutation ($id: ID!, $input: TransferTargetChangesInput!) { changeTransferTarget(id: $id, input: $input) {
  ... on TransferTarget { id name phone hours { from } } ... on Refusal { code } } }`;
const REMOVE = `mutation ($id: ID!) { removeTransferTarget(id: $id) { id removedAt } }`;
const TRANSFER = `mutation ($callId: ID!, $targetIds: [ID!], $note: String) { transferCall(callId: $callId, targetIds: $targetIds, note: $note) {
  ... on Transfer { id state result reason summary colleagues { position status target { name } } } ... on Refusal { code } } }`;
const CALL = `query ($id: ID!) { call(id: $id) { id transfer { id state reason colleagues { target { name } } } } }`;

interface Kept {
  readonly id?: string;
  readonly code?: string;
}

describe('transfers over the API', () => {
  let app: TestApp;
  let own: string;
  let other: string;
  beforeAll(async () => {
    app = await startTestApp({
      imports: [CallsModule, CampaignsModule, TenantTokenModule],
      listen: true,
      env: { ROLE: 'api' },
    });
    [own, other] = [await app.newTenant(), await app.newTenant({ name: 'Other Co' })];
  });
  afterAll(() => app.close());

  const add = async (input: object, tenantId = own): Promise<Kept> =>
    (await ask<{ addTransferTarget: Kept }>(app.url, tenantId, ADD, { input })).data.addTransferTarget;

  it('keep a list of colleagues, each company its own', async () => {
    const hours = { timeZone: 'America/New_York', days: [1, 2, 3], from: '09:00', until: '17:00' };
    const ben = await add({ name: ' Ben ', phone: '+12125554001', languages: ['EN'], hours });
    const eva = await add({ name: 'Eva', phone: '+12125554002' });
    expect(await add({ name: 'Ben again', phone: '+12125554001' })).toEqual({ code: 'TRANSFER_TARGET_EXISTS' });
    const { data } = await ask<{ transferTargets: object }>(app.url, own, LIST);
    expect(data.transferTargets).toMatchObject({
      totalCount: 2,
      nodes: [
        { id: ben.id, name: 'Ben', languages: ['en'], position: 1, hours },
        { id: eva.id, position: 2, hours: null },
      ],
    });
    const theirs = await ask<{ transferTargets: object }>(app.url, other, LIST);
    expect(theirs.data.transferTargets).toMatchObject({ totalCount: 0, nodes: [] });
    for (const [mutation, variables] of [
      [CHANGE, { id: ben.id, input: { name: 'Mine' } }],
      [REMOVE, { id: ben.id }],
    ] as const) {
      const { errors } = await ask(app.url, other, mutation, variables);
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    const changed = await ask(app.url, own, CHANGE, { id: ben.id, input: { hours: null } });
    expect(changed.data).toMatchObject({ changeTransferTarget: { name: 'Ben', hours: null } });
    await ask(app.url, own, REMOVE, { id: eva.id });
    expect(await add({ name: 'Eva', phone: '+12125554002' })).toHaveProperty('id');
  });

  it('come after the others when no turn is named, also after who has the last', async () => {
    const [tenantId, elsewhere] = [await app.newTenant(), await app.newTenant()];
    const kept = [
      await add({ name: 'Ben', phone: '+12125554901', position: 9_999 }, tenantId),
      await add({ name: 'Eva', phone: '+12125554902' }, tenantId),
      await add({ name: 'Zoe', phone: '+12125554903' }, tenantId),
    ];
    const last = { id: expect.any(String) as string, position: 9_999 };
    expect(kept).toMatchObject([last, last, last]);
    const { data } = await ask<{ transferTargets: object }>(app.url, tenantId, LIST);
    expect(data.transferTargets).toMatchObject({ nodes: [{ name: 'Ben' }, { name: 'Eva' }, { name: 'Zoe' }] });
    expect(await add({ name: 'Ben', phone: '+12125554901' }, elsewhere)).toMatchObject({ position: 1 });
  });

  it('say which member a colleague is, who is one of the same company', async () => {
    const [mina, stranger] = [await aMember(app, own), await aMember(app, other)];
    const MEMBER = `mutation ($input: TransferTargetInput!) { addTransferTarget(input: $input) { ... on TransferTarget { id memberId } } }`;
    const input = { name: 'Mina', phone: '+12125554801', memberId: mina.userId };
    const { data } = await ask<{ addTransferTarget: Kept }>(app.url, own, MEMBER, { input });
    expect(data.addTransferTarget).toMatchObject({ memberId: mina.userId });
    const wrong = { name: 'Zoe', phone: '+12125554802', memberId: stranger.userId };
    expect((await ask(app.url, own, ADD, { input: wrong })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const LIFT = `mutation ($id: ID!, $input: TransferTargetChangesInput!) { changeTransferTarget(id: $id, input: $input) {
      ... on TransferTarget { memberId } } }`;
    const { id } = data.addTransferTarget;
    const moved = await ask(app.url, own, LIFT, { id, input: { memberId: stranger.userId } });
    expect(moved.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const renamed = await ask(app.url, own, LIFT, { id, input: { name: 'Mina M.' } });
    expect(renamed.data).toMatchObject({ changeTransferTarget: { memberId: mina.userId } });
    const lifted = await ask(app.url, own, LIFT, { id, input: { memberId: null } });
    expect(lifted.data).toMatchObject({ changeTransferTarget: { memberId: null } });
  });

  it('take no number of a lead, nor of anybody who wants no contact', async () => {
    const call = await aSpokenCall(app, own);
    expect(await add({ name: 'Lead', phone: call.phone })).toEqual({ code: 'NUMBER_IS_OF_A_LEAD' });
    expect(await add({ name: 'No lead of theirs', phone: call.phone }, other)).toHaveProperty('id');
    await app.sql(
      `insert into suppressions (tenant_id, id, phone, reason, source, created_by, added_at)
       values ($1, gen_random_uuid(), '+12125554010', 'asked', 'MANUAL', 'test', now())`,
      [own],
    );
    expect(await add({ name: 'Gone', phone: '+12125554010' })).toEqual({ code: 'NUMBER_IS_SUPPRESSED' });
  });

  it.each<[object, string]>([
    [{ name: '', phone: '+12125554020' }, 'input.name'],
    [{ name: 'x'.repeat(101), phone: '+12125554020' }, 'input.name'],
    [{ name: 'Ben', phone: '+12125554020', languages: ['English'] }, 'input.languages'],
    [{ name: 'Ben', phone: '+12125554020', position: 0 }, 'input.position'],
    [
      { name: 'Ben', phone: '+12125554020', hours: { timeZone: 'UTC', days: [8], from: '09:00', until: '17:00' } },
      'input.hours.days',
    ],
    [
      { name: 'Ben', phone: '+12125554020', hours: { timeZone: 'UTC', days: [1], from: '9', until: '17:00' } },
      'input.hours.from',
    ],
  ])('name the field of %j that cannot be used', async (input, field) => {
    const { errors } = await ask(app.url, own, ADD, { input });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain(field);
  });

  it('begin for a call somebody talks on, and are shown with it', async () => {
    const call = await aSpokenCall(app, own);
    await begin(app, call);
    const refused = await ask(app.url, own, TRANSFER, { callId: call.id });
    expect(refused.data).toEqual({ transferCall: { code: 'CALL_NOT_IN_PROGRESS' } });
    await app.sql("update calls set provider_call_id = 'CA' || replace(id::text, '-', '') where id = $1", [call.id]);
    const theirs = await ask(app.url, other, TRANSFER, { callId: call.id });
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const begun = await ask<{ transferCall: { id: string } }>(app.url, own, TRANSFER, {
      callId: call.id,
      note: 'A big one',
    });
    expect(begun.data.transferCall).toMatchObject({
      state: 'REQUESTED',
      result: null,
      reason: 'A big one',
      summary: expect.stringMatching(/^Anna Schmidt asks for a person\..*A big one$/s) as string,
      colleagues: expect.arrayContaining([
        { position: 1, status: 'QUEUED', target: { name: expect.any(String) as string } },
      ]) as object[],
    });
    expect((await ask(app.url, own, TRANSFER, { callId: call.id })).data).toEqual({
      transferCall: { code: 'TRANSFER_UNDER_WAY' },
    });
    const shown = await ask(app.url, own, CALL, { id: call.id });
    expect(shown.data).toMatchObject({ call: { transfer: { id: begun.data.transferCall.id, state: 'REQUESTED' } } });
  });
});
