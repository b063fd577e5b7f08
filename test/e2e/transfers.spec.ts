import type { Company } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf } from './support/people';

jest.setTimeout(240_000);

/** The emulator's colleagues by the last digit of their number. */
const COLLEAGUE = {
  takesCalls: 1,
  declines: 2,
  isAway: 3,
  voicemail: 4,
  isBusy: 5,
  saysNothing: 6,
  hasTime: 8,
} as const;

interface TransferView {
  readonly state: string;
  readonly result: string | null;
  readonly colleagues: readonly {
    readonly status: string;
    readonly verdict: string | null;
    readonly skipped: string | null;
  }[];
}

interface CallView {
  readonly id: string;
  readonly status: string;
  readonly phone: string;
  readonly endedAt: string | null;
  readonly transfer: TransferView | null;
}

const CALLS = `query ($filter: CallFilterInput) { calls(first: 20, filter: $filter) { nodes { id status phone endedAt
  transfer { state result colleagues { status verdict skipped } } } } }`;
const CALL_LEAD = `mutation ($leadId: ID!) { callLead(leadId: $leadId) { ... on Call { id } ... on Refusal { code message } } }`;
const ADD = `mutation ($input: TransferTargetInput!) { addTransferTarget(input: $input) { ... on TransferTarget { id } ... on Refusal { code } } }`;
const REMOVE = `mutation ($id: ID!) { removeTransferTarget(id: $id) { id } }`;
const TRANSFER = `mutation ($callId: ID!, $targetIds: [ID!]) { transferCall(callId: $callId, targetIds: $targetIds) {
  __typename ... on Transfer { id state } ... on Refusal { code } } }`;

describe('a caller who asks for a person', () => {
  let installation: Installation;
  let company: Company;
  let projectId: string;
  let callers = 0;
  let colleagues = 0;
  let listed: string[] = [];

  beforeAll(async () => {
    installation = await Installation.start({
      name: 'transfers',
      roles: ['api', 'worker'],
      timeScale: 20,
      env: { TRANSFER_RING_SECONDS: '20', TWILIO_TIMEOUT_MS: '3000', RECONCILE_SETTLE_MS: '1500' },
    });
    company = await installation.found({ name: 'Harbour Homes' });
    projectId = await company.launchProject('Harbour View');
  });
  beforeEach(() => installation.world.setFaults({}));
  afterEach(async () => {
    for (const id of listed) await company.perform(REMOVE, { id });
    listed = [];
    await installation?.expectSound();
  });
  afterAll(() => installation?.close());

  async function add(who: keyof typeof COLLEAGUE): Promise<{ id: string; phone: string }> {
    colleagues += 1;
    const phone = `+1${String(212 + colleagues)}55502${colleagues % 10}${COLLEAGUE[who]}`;
    const { id } = await company.perform(ADD, { input: { name: who, phone } });
    listed.push(id);
    return { id, phone };
  }

  async function called(phone = numberOf('asksForHuman', (callers += 1))): Promise<{ id: string; phone: string }> {
    const leadId = await company.createLead({ phone, projectId });
    const { id } = await company.perform(CALL_LEAD, { leadId });
    return { id, phone };
  }

  async function look({ id }: { id: string }): Promise<CallView> {
    const { calls } = await company.client.request<{ calls: { nodes: CallView[] } }>(CALLS, {});
    const call = calls.nodes.find((one) => one.id === id);
    if (!call) throw new Error('no such call');
    return call;
  }

  function until(what: string, call: { id: string }, wanted: (seen: CallView) => boolean): Promise<CallView> {
    return eventually(what, () => look(call), wanted, 60_000);
  }

  const settled = (call: { id: string }): Promise<CallView> =>
    until('the transfer is settled', call, ({ transfer }) => transfer?.result != null);
  const ended = (call: { id: string }): Promise<CallView> =>
    until('the call has ended', call, ({ endedAt }) => endedAt !== null);

  it('is connected by keypress after the summary, and the call ends with the talk', async () => {
    const ben = await add('takesCalls');
    const call = await called();
    expect((await settled(call)).transfer).toMatchObject({ result: 'CONNECTED' });
    expect(await ended(call)).toMatchObject({ status: 'COMPLETED', transfer: { state: 'ENDED', result: 'CONNECTED' } });
    const [rung, ...others] = await installation.world.calls(ben.phone);
    expect(others).toEqual([]);
    const told = rung?.turns?.map(({ text }) => text).join(' ') ?? '';
    expect(told).toMatch(/Harbour Homes.*asks for a person.*Harbour View.*Press 1/s);
    const [leg] = await installation.world.calls(call.phone);
    // From the moment the caller was put through the agent has said nothing.
    expect(leg?.turns?.filter(({ speaker }) => speaker === 'AGENT').at(-1)?.text).toMatch(/stay on the line/);
  });

  it('is connected to the second when the first declines, the line of the third is not tried', async () => {
    const [first, second, third] = [await add('declines'), await add('takesCalls'), await add('hasTime')];
    const call = await called();
    expect((await settled(call)).transfer?.colleagues).toMatchObject([
      { verdict: 'DECLINED' },
      { verdict: 'ACCEPTED' },
      { verdict: null },
    ]);
    await ended(call);
    const rung = await Promise.all([first, second, third].map(({ phone }) => installation.world.calls(phone)));
    expect(rung.map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  it('goes on with the agent when nobody takes the call: away, busy, silent, a voicemail', async () => {
    for (const who of ['isAway', 'isBusy', 'saysNothing', 'voicemail'] as const) await add(who);
    const call = await called();
    const after = await settled(call);
    expect(after.transfer).toMatchObject({ result: 'NOBODY_ACCEPTED' });
    expect(after.transfer?.colleagues.every(({ verdict }) => verdict === 'DECLINED')).toBe(true);
    await ended(call);
    const [leg] = await installation.world.calls(call.phone);
    const said = leg?.turns?.map(({ speaker, text }) => `${speaker} ${text}`) ?? [];
    const back = said.findIndex((line) => line.includes('none of my colleagues is free'));
    expect(back).toBeGreaterThan(0);
    // The person answers, and the agent talks to them.
    expect(said.slice(back + 1).some((line) => line.startsWith('LEAD'))).toBe(true);
    expect(leg?.notifications).toEqual([]);
  });

  it('leaves while a phone rings, which is silent within a second', async () => {
    const ben = await add('isAway');
    const call = await called();
    await eventually(
      'his phone rings',
      () => installation.world.calls(ben.phone),
      ([one]) => one?.status === 'ringing',
    );
    const [leg] = await installation.world.calls(call.phone);
    await fetch(`${installation.world.url}/_emulator/calls/${leg?.sid}/leave`, { method: 'POST' });
    const left = performance.now();
    await eventually(
      'it is silent',
      () => installation.world.calls(ben.phone),
      ([one]) => one?.status === 'canceled',
    );
    expect(performance.now() - left).toBeLessThan(1_000);
    expect(await ended(call)).toMatchObject({ transfer: { state: 'CANCELLED', result: 'CALLER_LEFT' } });
  });

  it('is served once although callbacks come twice, late, out of order or not at all', async () => {
    const [ben, eva] = [await add('declines'), await add('hasTime')];
    await installation.world.setFaults({
      duplicate: { p: 0.7 },
      delay: { p: 0.3, ms: 300 },
      reorder: { p: 0.3 },
      drop: { p: 0.3, to: [ben.phone, eva.phone] },
    });
    const call = await called();
    expect((await settled(call)).transfer).toMatchObject({ result: 'CONNECTED' });
    expect(await installation.world.calls(eva.phone)).toHaveLength(1);
    await installation.world.setFaults({});
    const [leg] = await installation.world.calls(call.phone);
    await fetch(`${installation.world.url}/_emulator/calls/${leg?.sid}/leave`, { method: 'POST' });
    await ended(call);
  });

  it.each<[string, string]>([
    ['before the caller is moved', 'transfer.before_move'],
    ['when the caller has been moved', 'transfer.moved'],
    ['when a colleague may be rung', 'transfer.leg_checked'],
    ['just before a colleague is rung', 'transfer.leg_before_post'],
    ['when the carrier has taken the call to a colleague', 'transfer.leg_answered'],
    ['when a colleague has accepted', 'transfer.accepted_before_commit'],
  ])('is not stuck when a process is killed %s, and nobody is rung twice', async (_, failpoint) => {
    const all = installation.programs.map((_program, index) => index);
    const env = { FAILPOINTS: `${failpoint}=kill,once` };
    const doomed = await Promise.all(all.map((index) => installation.replace(index, env)));
    await installation.world.setTimeScale(3);
    const ben = await add('takesCalls');
    const call = await called(numberOf('rambler', (callers += 1)));
    await until('they talk', call, ({ status }) => status === 'IN_PROGRESS');
    await company.perform(TRANSFER, { callId: call.id, targetIds: [ben.id] });
    await Promise.race(doomed.map(({ process }) => process.whenEnded()));
    await Promise.all(all.map((index) => installation.replace(index)));
    // Nobody answers the carrier while the program is away: who calls in that time may have hung up.
    const { transfer } = await settled(call);
    expect(['CONNECTED', 'NOBODY_ACCEPTED', 'CALLER_LEFT']).toContain(transfer?.result);
    await installation.world.setTimeScale(20);
    expect((await installation.world.calls(ben.phone)).length).toBeLessThanOrEqual(1);
    await ended(call);
  });

  it('is put through by an operator, once', async () => {
    const ben = await add('takesCalls');
    const call = await called(numberOf('rambler', (callers += 1)));
    await until('they talk', call, ({ status }) => status === 'IN_PROGRESS');
    const first = await company.perform<{ __typename: string }>(TRANSFER, { callId: call.id, targetIds: [ben.id] });
    expect(first).toMatchObject({ __typename: 'Transfer', state: 'REQUESTED' });
    const again = await company.client.request<{ transferCall: object }>(TRANSFER, { callId: call.id });
    expect(again.transferCall).toMatchObject({ code: 'TRANSFER_UNDER_WAY' });
    expect((await settled(call)).transfer).toMatchObject({ result: 'CONNECTED' });
    await ended(call);
    const over = await company.client.request<{ transferCall: object }>(TRANSFER, { callId: call.id });
    expect(over.transferCall).toMatchObject({ code: 'CALLER_HAS_LEFT' });
  });
});
