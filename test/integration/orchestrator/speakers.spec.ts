import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { replyLinesIn } from '../../../src/orchestrator/replies/reply-lines';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { AnswersStage, type Writer } from './answers-stage';

let stage: AnswersStage;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());

interface Speaker {
  readonly agentId: string | null;
  readonly version: number | null;
}

const english = replyLinesIn('en');
const speakerOf = async (conversationId: string): Promise<Speaker | undefined> =>
  (
    await stage.app.sql<Speaker>(
      'select agent_id as "agentId", agent_version as version from conversations where id = $1',
      [conversationId],
    )
  )[0];
const edit = <T>({ tenantId }: Writer, change: (editor: AgentEditor) => Promise<T>): Promise<T> =>
  stage.app.asTenant(tenantId, () => change(stage.app.get(AgentEditor)));
const lastPrompt = (): string => stage.asked('REPLY').at(-1)?.system ?? '';

async function anAgent(writer: Writer, prompt: string): Promise<string> {
  const { projectId } = writer;
  const { id } = await edit(writer, (editor) => editor.create({ name: 'Noor', projectId, prompt, greeting: 'Hello!' }));
  await edit(writer, (editor) => editor.activate(id));
  return id;
}

describe('who speaks in an open thread', () => {
  it('is its agent as that is now, in the company that changed it', async () => {
    const [anna, theirs] = [await stage.writer(), await stage.writer({ tenantId: stage.other })];
    const { conversationId } = await stage.exchange(anna, 'Hello there');
    const other = await stage.exchange(theirs, 'Hello there');
    const begun = await speakerOf(conversationId);
    await edit(anna, (editor) => editor.change(begun?.agentId ?? '', { prompt: 'You are Maya. Flats are sold out.' }));
    await stage.exchange(anna, 'I would like to know more');
    expect(lastPrompt()).toContain('Flats are sold out.');
    expect(await speakerOf(conversationId)).toEqual({ agentId: begun?.agentId, version: 2 });
    const before = await speakerOf(other.conversationId);
    await stage.exchange(theirs, 'I would like to know more');
    expect(lastPrompt()).not.toContain('Flats are sold out.');
    expect(await speakerOf(other.conversationId)).toEqual(before);
  });

  it.each(['deactivate', 'remove'] as const)('is another when its agent is gone: %s', async (leave) => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'Hello there');
    const { agentId } = (await speakerOf(conversationId)) ?? {};
    const successor = await anAgent(anna, 'You are Noor.');
    await stage.exchange(anna, 'I like the sea');
    expect(await speakerOf(conversationId)).toEqual({ agentId, version: 1 });
    await edit(anna, (editor) => editor[leave](agentId ?? ''));
    await stage.exchange(anna, 'And the mountains too');
    expect(lastPrompt()).toContain('You are Noor.');
    expect(await speakerOf(conversationId)).toEqual({ agentId: successor, version: 1 });
  });

  it('is nobody when the last one is gone, and a person is called', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'Hello there');
    const begun = await speakerOf(conversationId);
    await edit(anna, (editor) => editor.deactivate(begun?.agentId ?? ''));
    const { said } = await stage.exchange(anna, 'What about the sea?');
    expect(said.at(-1)?.text).toBe(english.holding);
    expect(await speakerOf(conversationId)).toEqual(begun);
  });

  it('is whoever is activated after it began', async () => {
    const anna = await stage.writer({ agent: false });
    const { conversationId, said } = await stage.exchange(anna, 'Hello there');
    expect(said.at(-1)?.text).toBe(english.holding);
    expect(await speakerOf(conversationId)).toEqual({ agentId: null, version: null });
    const agentId = await anAgent(anna, 'You are Noor.');
    await stage.app.asTenant(anna.tenantId, () => stage.app.get(ConversationsService).handBack(conversationId));
    const later = await stage.exchange(anna, 'Is anybody there now?');
    expect(later.said.at(-1)).toMatchObject({ speaker: 'AGENT', text: 'Thank you! What are you looking for?' });
    expect(lastPrompt()).toContain('You are Noor.');
    expect(await speakerOf(conversationId)).toEqual({ agentId, version: 1 });
  });
});
