import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { AgentsModule } from '../../../src/agents/agents.module';
import type { Conversation } from '../../../src/conversations/conversation.entity';
import { ConversationsModule } from '../../../src/conversations/conversations.module';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { LeadsModule } from '../../../src/leads/leads.module';
import { GraphqlClient } from '../../support/graphql-client';
import { until } from '../../support/until';
import { AuthApp, type Proof } from '../auth/auth-app';
import { addTurn, aSpokenCall, begin } from './a-spoken-call';

let auth: AuthApp;
let conversations: ConversationsService;
let tenantId: string;
let ours: Proof;
let theirs: Proof;

beforeAll(async () => {
  auth = await AuthApp.start([LeadsModule, AgentsModule, ConversationsModule]);
  conversations = auth.app.get(ConversationsService);
  const admin = await auth.platformAdmin();
  tenantId = await auth.company(admin, 'Acme Homes', 'olga@acme.test');
  await auth.company(admin, 'Other Co', 'otto@other.test');
  ours = await auth.proofOf('olga@acme.test');
  theirs = await auth.proofOf('otto@other.test');
});
afterAll(() => auth.app.close());

async function begun(call?: SpokenCall): Promise<Conversation> {
  const spoken = call ?? (await aSpokenCall(auth.app, tenantId));
  auth.app.clock.advance(1_000);
  return begin(auth.app, spoken);
}

function add(conversation: Conversation, exchange: number, text: string): Promise<unknown> {
  return addTurn(auth.app, conversation, { exchange, speaker: 'AGENT', text, language: 'en-US' });
}

interface List<Node = { id: string }> {
  totalCount: number;
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const ONE = `query ($id: ID!, $first: Int, $after: String) { conversation(id: $id) {
  id status channel language turnCount startedAt endedAt callId lead { id name } agent { id name }
  turns(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id seq exchange speaker text language spokenAt } }
} }`;
const LIST = `query ($first: Int, $after: String, $filter: ConversationFilter) {
  conversations(first: $first, after: $after, filter: $filter) { totalCount nodes { id lead { id } } pageInfo { hasNextPage endCursor } }
}`;

describe('conversation', () => {
  it('shows what was said, page by page, with whom and by whom', async () => {
    const conversation = await begun();
    for (let exchange = 0; exchange < 5; exchange += 1) await add(conversation, exchange, `Sentence ${exchange}.`);
    type Answer = { turns: List<{ seq: number; text: string }> };
    const first = await auth.get<Answer>('conversation', ONE, { id: conversation.id, first: 3 }, ours);
    expect(first).toMatchObject({
      id: conversation.id,
      status: 'ACTIVE',
      channel: 'VOICE',
      turnCount: 5,
      callId: conversation.callId,
      endedAt: null,
      lead: { id: conversation.leadId, name: 'Anna Schmidt' },
      agent: { id: conversation.agentId, name: 'Maya' },
      turns: { totalCount: 5, pageInfo: { hasNextPage: true } },
    });
    expect(first.turns.nodes.map(({ seq, text }) => [seq, text])).toEqual(
      [1, 2, 3].map((seq) => [seq, `Sentence ${seq - 1}.`]),
    );
    const after = first.turns.pageInfo.endCursor;
    const rest = await auth.get<Answer>('conversation', ONE, { id: conversation.id, first: 3, after }, ours);
    expect(rest.turns.nodes.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(rest.turns.pageInfo.hasNextPage).toBe(false);
  });

  it('is not found by another tenant, nor by nonsense, nor without a proof', async () => {
    const { id } = await begun();
    expect(await auth.codeOf(ONE, { id }, theirs)).toBe('NOT_FOUND');
    expect(await auth.codeOf(ONE, { id: 'nonsense' }, ours)).toBe('BAD_USER_INPUT');
    expect(await auth.codeOf(ONE, { id })).toBe('UNAUTHENTICATED');
  });
});

describe('conversations', () => {
  it('come latest first, filtered, in pages, of one tenant', async () => {
    const call = await aSpokenCall(auth.app, tenantId);
    const first = await begun(call);
    const second = await begun();
    await auth.app.asTenant(tenantId, () => conversations.end(first.id, { at: auth.app.clock.now() }));
    const ids = async (variables: object, proof = ours): Promise<string[]> =>
      (await auth.get<List>('conversations', LIST, variables, proof)).nodes.map(({ id }) => id);
    const all = await ids({ first: 100 });
    expect(all.slice(0, 2)).toEqual([second.id, first.id]);
    expect(await ids({ filter: { leadId: call.leadId } })).toEqual([first.id]);
    expect(await ids({ filter: { status: 'ENDED' } })).toEqual([first.id]);
    const page = await auth.get<List>('conversations', LIST, { first: 1 }, ours);
    expect(page).toMatchObject({ totalCount: all.length, pageInfo: { hasNextPage: true } });
    expect(await ids({ first: 1, after: page.pageInfo.endCursor })).toEqual([first.id]);
    expect(await ids({}, theirs)).toEqual([]);

    const active = await auth.get<List>(
      'activeConversations',
      '{ activeConversations { totalCount nodes { id } } }',
      {},
      ours,
    );
    expect(active.nodes.map(({ id }) => id)).toContain(second.id);
    expect(active.nodes.map(({ id }) => id)).not.toContain(first.id);
    expect(active.totalCount).toBe(all.length - 1);
  });

  it('refuse a filter and a cursor that make no sense', async () => {
    expect(await auth.codeOf(LIST, { filter: { leadId: 'nobody' } }, ours)).toBe('BAD_USER_INPUT');
    expect(await auth.codeOf(LIST, { filter: { status: 'SILENT' } }, ours)).toBe('BAD_USER_INPUT');
    expect(await auth.codeOf(LIST, { after: 'nonsense' }, ours)).toBe('BAD_USER_INPUT');
    expect(await auth.codeOf(LIST, { first: 1_000 }, ours)).toBe('BAD_USER_INPUT');
  });

  it('hang on a lead', async () => {
    const call = await aSpokenCall(auth.app, tenantId);
    const conversation = await begun(call);
    const query = `query ($id: ID!) { lead(id: $id) { conversations { totalCount nodes { id turns { nodes { text } } } } } }`;
    await add(conversation, 0, 'Hello.');
    expect(await auth.get('lead', query, { id: call.leadId }, ours)).toEqual({
      conversations: { totalCount: 1, nodes: [{ id: conversation.id, turns: { nodes: [{ text: 'Hello.' }] } }] },
    });
    expect(await auth.codeOf(query, { id: call.leadId }, theirs)).toBe('NOT_FOUND');
  });
});

describe('turnAdded', () => {
  const FOLLOW = 'subscription ($id: ID!) { turnAdded(conversationId: $id) { seq speaker text conversationId } }';
  type Followed = { turnAdded: { seq: number; text: string } };

  function follow(proof: Proof, id: string): { seen: Followed[]; failed: unknown[]; stop: () => void } {
    const [seen, failed]: [Followed[], unknown[]] = [[], []];
    const stop = new GraphqlClient(auth.app.url, proof).subscribe<Followed>(
      FOLLOW,
      { id },
      { next: (data) => void seen.push(data), broken: (reason) => void failed.push(reason) },
    );
    return { seen, failed, stop };
  }

  it('tells each turn as it is said, of that conversation only', async () => {
    const [mine, another] = [await begun(), await begun()];
    const following = follow(ours, mine.id);
    let exchange = 0;
    // The subscription begins some time after it was asked for.
    await until(() => {
      if (following.seen.length === 0) void add(mine, (exchange += 1), `Sentence ${exchange}.`);
      return following.seen.length > 0;
    });
    await add(another, 0, 'Somewhere else.');
    await add(mine, 1_000, 'The last one.');
    await until(() => following.seen.some(({ turnAdded }) => turnAdded.text === 'The last one.'));
    expect(following.seen.map(({ turnAdded }) => turnAdded.text)).not.toContain('Somewhere else.');
    expect(following.failed).toEqual([]);
    following.stop();
  });

  it('is not found by another tenant', async () => {
    const conversation = await begun();
    const following = follow(theirs, conversation.id);
    await until(() => following.failed.length > 0);
    expect(JSON.stringify(following.failed)).toContain('NOT_FOUND');
    await add(conversation, 0, 'Hello.');
    expect(following.seen).toEqual([]);
    following.stop();
  });
});
