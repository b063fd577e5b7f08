import { Escalations } from '../../../src/escalation/escalations.service';
import { WebhookDeliveries } from '../../../src/integrations/webhooks/deliveries/webhook-deliveries.service';
import { MOST_ENDPOINTS } from '../../../src/integrations/webhooks/endpoints/webhook-endpoints.service';
import { JobBell } from '../../../src/platform/queues/job-bell';
import { ask } from '../../support/token-is-tenant';
import { until } from '../../support/until';
import { aTalk } from '../escalation/escalation-stage';
import { answers, aWebhookReceiver, takes, verified, type WebhookReceiver } from './a-webhook-receiver';
import { WebhooksStage } from './webhooks-stage';

const CREATE = `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) {
  ... on IssuedWebhookEndpoint { secret endpoint { id url events status disabledBecause failures previousSecretUntil } }
  ... on WebhookUrlRefused { code fault } ... on TooManyWebhookEndpoints { code } } }`;
const UPDATE = `mutation ($id: ID!, $input: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(id: $id, input: $input) {
  ... on WebhookEndpoint { url events status disabledBecause } ... on WebhookUrlRefused { code fault } } }`;
const LIST = '{ webhookEndpoints { totalCount nodes { id url status } } }';
const ROTATE = 'mutation ($id: ID!) { rotateWebhookSecret(id: $id) { secret endpoint { id previousSecretUntil } } }';
const REMOVE = 'mutation ($id: ID!) { removeWebhookEndpoint(id: $id) { id status } }';
const TEST = `mutation ($id: ID!) { sendTestWebhook(endpointId: $id) {
  ... on WebhookDelivery { id event status attemptCount nextAttemptAt } ... on Refusal { code } } }`;
const REPLAY = `mutation ($id: ID!) { replayWebhookDelivery(id: $id) {
  ... on WebhookDelivery { id messageId status } ... on Refusal { code } } }`;
const DELIVERIES = `query ($filter: WebhookDeliveryFilter, $first: Int, $after: String) {
  webhookDeliveries(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { id endpointId messageId event body status attemptCount lastStatus lastError endpoint { id url }
      attempts { attempt latencyMs responseStatus response error } } } }`;

interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly status: string;
  readonly body: string;
  readonly attempts: readonly { attempt: number; responseStatus: number | null; response: string | null }[];
}
interface Page {
  readonly totalCount: number;
  readonly pageInfo: { endCursor: string; hasNextPage: boolean };
  readonly nodes: readonly Delivery[];
}

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await aWebhookReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.taken.splice(0);
  receiver.answer = takes;
});

describe('over the API', () => {
  let stage: WebhooksStage;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    stage = await WebhooksStage.start();
  });
  afterAll(() => stage?.app.close());
  beforeEach(async () => {
    [tenantId, other] = [await stage.app.newTenant(), await stage.app.newTenant()];
  });

  const run = async <T = Record<string, unknown>>(
    query: string,
    variables: object = {},
    tenant = tenantId,
  ): Promise<T> => {
    const { data, errors } = await ask<Record<string, T>>(stage.app.url, tenant, query, variables);
    if (errors) throw new Error(errors[0]?.extensions.code);
    return Object.values(data)[0] as T;
  };
  const create = (url = receiver.url, events = ['TICKET_MOVED']) =>
    run<{ secret: string; endpoint: { id: string } }>(CREATE, { input: { url, events } });
  const audited = async (): Promise<string[]> => {
    const rows = await stage.app.sql<{ action: string }>(
      'select action from audit_log where tenant_id = $1 order by seq',
      [tenantId],
    );
    return rows.map(({ action }) => action);
  };

  it('an endpoint is made, changed, given a new secret, switched, and taken away; all of it is audited', async () => {
    const { secret, endpoint } = await create();
    expect(secret).toMatch(/^whsec_/);
    expect(endpoint).toMatchObject({ url: receiver.url, events: ['TICKET_MOVED'], status: 'ACTIVE', failures: 0 });
    const { id } = endpoint;
    expect(await run(UPDATE, { id, input: { events: ['LEAD_QUALIFIED', 'TICKET_OPENED'] } })).toMatchObject({
      events: ['LEAD_QUALIFIED', 'TICKET_OPENED'],
    });
    const rotated = await run<{ secret: string; endpoint: { previousSecretUntil: string } }>(ROTATE, { id });
    expect(rotated.secret).not.toBe(secret);
    expect(Date.parse(rotated.endpoint.previousSecretUntil) - stage.app.clock.now().getTime()).toBe(86_400_000);
    expect(await run(UPDATE, { id, input: { isActive: false } })).toMatchObject({
      status: 'DISABLED',
      disabledBecause: 'BY_HAND',
    });
    expect(await run(TEST, { id })).toEqual({ code: 'WEBHOOK_ENDPOINT_NOT_ACTIVE' });
    expect(await run(UPDATE, { id, input: { isActive: true } })).toMatchObject({
      status: 'ACTIVE',
      disabledBecause: null,
    });
    expect(await run(REMOVE, { id })).toEqual({ id, status: 'REMOVED' });
    expect(await run(LIST)).toEqual({ totalCount: 0, nodes: [] });
    const [kept] = await stage.app.sql('select secret, previous_secret from webhook_endpoints where id = $1', [id]);
    expect(kept).toEqual({ secret: null, previous_secret: null });
    expect(await audited()).toEqual([
      'webhook-endpoint.created',
      'webhook-endpoint.updated',
      'webhook-endpoint.secret-rotated',
      'webhook-endpoint.disabled',
      'webhook-endpoint.enabled',
      'webhook-endpoint.removed',
    ]);
    const [log] = await stage.app.sql<{ all: string }>(
      'select string_agg(body, $2) as all from audit_log where tenant_id = $1',
      [tenantId, '\n'],
    );
    expect(log?.all).toContain('"host":"127.0.0.1"');
    expect(log?.all).not.toMatch(/whsec_|\/hook/);
  });

  it('what cannot be an endpoint is refused, and changes nothing', async () => {
    const { endpoint } = await create();
    expect(await run(CREATE, { input: { url: 'https://169.254.169.254/', events: ['TICKET_MOVED'] } })).toEqual({
      code: 'WEBHOOK_URL_REFUSED',
      fault: 'HOST',
    });
    expect(await run(UPDATE, { id: endpoint.id, input: { url: 'http://acme.example/', isActive: false } })).toEqual({
      code: 'WEBHOOK_URL_REFUSED',
      fault: 'SCHEME',
    });
    await expect(create(receiver.url, [])).rejects.toThrow('BAD_USER_INPUT');
    await expect(run(UPDATE, { id: endpoint.id, input: { events: [] } })).rejects.toThrow('BAD_USER_INPUT');
    expect(await run(LIST)).toMatchObject({ nodes: [{ url: receiver.url, status: 'ACTIVE' }] });
  });

  it('there are only so many, however many ask at once', async () => {
    const made = await Promise.all(Array.from({ length: MOST_ENDPOINTS + 3 }, () => create()));
    expect(made.filter((one) => 'code' in one)).toHaveLength(3);
    expect(await run(LIST)).toMatchObject({ totalCount: MOST_ENDPOINTS });
    await run(CREATE, { input: { url: receiver.url, events: ['TICKET_MOVED'] } }, other);
  });

  it('a test is sent once, and shows what came back', async () => {
    const { secret, endpoint } = await create();
    receiver.answer = answers(500, {}, 'boom');
    const test = await run<Delivery>(TEST, { id: endpoint.id });
    expect(test).toMatchObject({ event: 'WEBHOOK_TEST', status: 'WAITING', attemptCount: 0 });
    expect(await run(TEST, { id: endpoint.id })).toMatchObject({ id: test.id });
    await stage.send();
    expect(receiver.taken.map((taken) => verified(secret, taken).type)).toEqual(['webhook.test']);
    const { nodes } = await run<Page>(DELIVERIES);
    expect(nodes).toMatchObject([
      {
        id: test.id,
        status: 'FAILED',
        lastStatus: 500,
        lastError: 'HTTP 500',
        endpoint: { id: endpoint.id },
        attempts: [{ attempt: 1, responseStatus: 500, response: 'boom', error: null }],
      },
    ]);
    expect(nodes[0]?.body).toBe(receiver.taken[0]?.raw.toString());
    expect(await audited()).toContain('webhook-endpoint.tested');
  });

  it('deliveries are listed by endpoint, status and event, page by page, the attempts of a page at once', async () => {
    const [one, two] = [await create(), await create(receiver.url, ['TICKET_MOVED', 'TICKET_OPENED'])];
    for (const event of ['ticket.moved', 'ticket.opened'] as const) {
      await stage.happen(tenantId, event);
      stage.app.clock.advance(1_000);
    }
    await stage.send();
    await stage.happen(tenantId);
    const total = async (filter: object) => (await run<Page>(DELIVERIES, { filter })).totalCount;
    expect(await total({})).toBe(5);
    expect(await total({ endpointId: one.endpoint.id })).toBe(2);
    expect(await total({ statuses: ['WAITING'] })).toBe(2);
    expect(await total({ events: ['TICKET_OPENED'] })).toBe(1);
    expect(await total({ endpointId: two.endpoint.id, statuses: ['DELIVERED'], events: ['TICKET_MOVED'] })).toBe(1);
    const loading = jest.spyOn(stage.app.get(WebhookDeliveries), 'attemptsOf');
    const firstPage = await run<Page>(DELIVERIES, { first: 3 });
    const rest = await run<Page>(DELIVERIES, { first: 3, after: firstPage.pageInfo.endCursor });
    expect(loading).toHaveBeenCalledTimes(2);
    loading.mockRestore();
    const ids = [...firstPage.nodes, ...rest.nodes].map(({ id }) => id);
    expect([new Set(ids).size, rest.pageInfo.hasNextPage]).toEqual([5, false]);
    expect([...firstPage.nodes, ...rest.nodes].map(({ attempts }) => attempts.length)).toEqual([0, 0, 1, 1, 1]);
  });

  it('one company neither sees nor touches what is another’s', async () => {
    const { endpoint } = await create();
    await stage.happen(tenantId);
    await stage.send();
    const [delivery] = (await run<Page>(DELIVERIES)).nodes;
    const { id } = endpoint;
    expect(await run(LIST, {}, other)).toEqual({ totalCount: 0, nodes: [] });
    for (const filter of [{}, { endpointId: id }])
      expect(await run(DELIVERIES, { filter }, other)).toMatchObject({ totalCount: 0 });
    for (const [query, variables] of [
      [UPDATE, { id, input: { isActive: false } }],
      [ROTATE, { id }],
      [REMOVE, { id }],
      [TEST, { id }],
      [REPLAY, { id: delivery?.id }],
    ] as const)
      await expect(run(query, variables, other)).rejects.toThrow('NOT_FOUND');
    expect(await run(LIST)).toMatchObject({ nodes: [{ id, status: 'ACTIVE' }] });
    expect(await run(REPLAY, { id: delivery?.id })).toMatchObject({ id: delivery?.id, status: 'WAITING' });
    expect(await run(REPLAY, { id: delivery?.id })).toEqual({ code: 'WEBHOOK_DELIVERY_WAITS' });
  });
});

describe('a worker', () => {
  it.each([
    ['whose bells ring', undefined],
    ['whose bells are lost', { ring: () => Promise.resolve(), ringAll: () => Promise.resolve() }],
  ])('%s tells of what has happened, by itself', async (_, mute) => {
    const overrides = mute ? [{ token: JobBell, value: mute }] : [];
    const stage = await WebhooksStage.start({
      env: { ROLE: 'all', SWEEP_INTERVAL_MS: mute ? '200' : '60000' },
      overrides,
    });
    try {
      const tenantId = await stage.app.newTenant();
      const { secret } = await stage.endpoint(tenantId, receiver.url, ['escalation.raised']);
      const talk = await aTalk(stage.app, tenantId, ['My number is +1 212 555 0123']);
      const { leadId, conversationId, callId } = talk;
      const { escalationId } = await stage.app.asTenant(tenantId, () =>
        stage.app.get(Escalations).raise({ leadId, conversationId, callId, trigger: 'ANGER', reason: 'Anna shouts.' }),
      );
      await until(async () => receiver.taken.length > 0);
      const [taken] = receiver.taken;
      expect(taken && verified(secret, taken)).toMatchObject({
        type: 'escalation.raised',
        data: { escalationId, leadId, conversationId, callId, trigger: 'ANGER' },
      });
      expect(taken?.raw.toString()).not.toMatch(/Anna|shouts|5550123|\+1/);
      await until(async () => (await stage.deliveries(tenantId))[0]?.status === 'DELIVERED');
    } finally {
      await stage.app.close();
    }
  });
});
