import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { SpokenConversation } from '../../../src/calls/talk/spoken-conversation.service';
import { TalkLimits } from '../../../src/calls/talk/talk-limits';
import { TalkModule } from '../../../src/calls/talk/talk.module';
import { type RunningEmulator, startEmulator } from '../../../src/emulator/emulator';
import { OrchestratorModule } from '../../../src/orchestrator/orchestrator.module';
import { CaseFiles } from '../../../src/qualification/assessments/case-files.service';
import { RubricsService } from '../../../src/qualification/rubrics/rubrics.service';
import { aLeadFact } from '../../support/builders/lead-fact';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aSpokenCall, begin } from '../conversations/a-spoken-call';

/** What went over the wire. */
interface Asked {
  readonly system: readonly { readonly text: string }[];
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** On a machine that does much else. */
class PatientLimits extends TalkLimits {
  override readonly adviceWithinMs = 5_000;
}

let emulator: RunningEmulator;
let wire: Server;
let app: TestApp;
let tenantId: string;
let other: string;
const asked: Asked[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ timeScale: 1_000 });
  wire = await listeningTo(emulator.url);
  app = await startTestApp({
    imports: [TalkModule, OrchestratorModule],
    overrides: [{ token: TalkLimits, value: new PatientLimits() }],
    env: {
      ANTHROPIC_API_KEY: 'sk-ant-emulated',
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`,
    },
  });
  tenantId = await app.newTenant({ name: 'Acme Homes' });
  other = await app.newTenant({ name: 'Other Co' });
});
afterAll(async () => {
  await app.close();
  wire.close();
  await emulator.stop();
});
beforeEach(() => {
  asked.length = 0;
});

/** Stands before the emulator and keeps what it is asked. */
async function listeningTo(url: string): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      asked.push(JSON.parse(body) as Asked);
      const headers = {
        'content-type': 'application/json',
        'x-api-key': 'sk-ant-emulated',
        'anthropic-version': '2023-06-01',
      };
      void fetch(`${url}${request.url ?? ''}`, { method: 'POST', headers, body }).then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function talk(call: SpokenCall, ...sentences: string[]): Promise<void> {
  const spoken = app.get(SpokenConversation);
  await begin(app, call);
  await app.asTenant(call.tenantId, async () => {
    await spoken.open(call);
    for (const [index, text] of sentences.entries()) await spoken.reply(call, index + 1, { text, confidence: 0.9 });
  });
}

/** The note at the end of each request, without its marks. */
function notes(): (string | undefined)[] {
  return asked.map(({ messages }) => /<note-(\w{12})>\n(.*)\n<\/note-\1>$/su.exec(messages.at(-1)?.content ?? '')?.[2]);
}

function rubric(tenant: string, criteria: Parameters<RubricsService['save']>[0]['criteria']) {
  const draft = { name: `Buyers ${uuidv7()}`, criteria, minScore: 50 };
  return app.asTenant(tenant, () => app.get(RubricsService).save(draft));
}

/** A lead whose conversation has begun said so once. */
async function isKnown({ tenantId, leadId }: SpokenCall, field: string, value: unknown): Promise<void> {
  const [conversation] = await app.sql<{ id: string }>('select id from conversations where lead_id = $1', [leadId]);
  await aLeadFact(app, { tenantId, leadId, conversationId: conversation?.id ?? '', field, value, turnSeq: 2 });
}

const BUYERS = [
  { field: 'budget', operator: '>=', value: 300_000, weight: 40 },
  { field: 'timeline', operator: 'in', value: ['immediate', 'within_month', 'within_quarter'], weight: 35 },
  { field: 'decision_maker', operator: '==', value: true, weight: 25 },
] as const;

describe('what is worth asking on a call', () => {
  it('is told with every request, moves on as the person answers, and ends with a polite close', async () => {
    const { id: rubricId } = await rubric(tenantId, BUYERS);
    const call = { ...(await aSpokenCall(app, tenantId)), rubricId };
    await talk(
      call,
      'Yes, it is.',
      'My budget is 450 thousand dollars.',
      'We want to move within a month.',
      'I make the decision myself.',
    );
    expect(notes()).toEqual([
      expect.stringContaining('What budget do you have in mind?'),
      expect.stringContaining('How soon would you like to decide?'),
      expect.stringContaining('Do you decide about this yourself'),
      expect.stringContaining('close politely'),
    ]);
    for (const secret of ['300000', '300,000', 'weight', '>=']) expect(JSON.stringify(asked)).not.toContain(secret);
  });

  it('leaves what the provider caches as it is, and what was said before as it was said', async () => {
    await talk(await aSpokenCall(app, tenantId), 'Yes, it is.', 'My budget is 450 thousand dollars.');
    const [first, second] = asked;
    expect(second?.system).toEqual(first?.system);
    expect(JSON.stringify(first?.system)).not.toContain('What budget do you have in mind?');
    const earlier = second?.messages.slice(0, -1).map(({ content }) => content) ?? [];
    expect(earlier).toHaveLength(4);
    expect(earlier.filter((content) => content.includes('<note-'))).toEqual([]);
  });

  it('reads what is on file once, when the phone is picked up', async () => {
    const reads = jest.spyOn(app.get(CaseFiles), 'termsOf');
    await talk(await aSpokenCall(app, tenantId), 'Yes, it is.', 'My budget is 450 thousand dollars.', 'Soon.');
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
  });

  it('asks no model about who wants a person, of whatever company', async () => {
    for (const tenant of [tenantId, other]) await talk(await aSpokenCall(app, tenant), 'Let me speak to a manager.');
    expect(asked).toEqual([]);
  });

  it('knows what the lead told before, and nothing of what another company knows', async () => {
    const told = await aSpokenCall(app, tenantId);
    const stranger = await aSpokenCall(app, other, { phone: told.phone });
    await begin(app, told);
    await isKnown(told, 'budget', 500_000);
    const [own, theirs] = await Promise.all([rubric(tenantId, BUYERS), rubric(other, BUYERS.slice(0, 2))]);
    await talk({ ...told, rubricId: own.id }, 'Yes, it is.');
    await talk({ ...stranger, rubricId: theirs.id }, 'Yes, it is.');
    expect(notes()).toEqual([expect.stringContaining('How soon'), expect.stringContaining('What budget')]);
  });

  it('goes without where the rubric is not the company’s own', async () => {
    const { id: rubricId } = await rubric(other, BUYERS);
    await talk({ ...(await aSpokenCall(app, tenantId)), rubricId }, 'Yes, it is.');
    expect(notes()).toEqual([undefined]);
  });
});
