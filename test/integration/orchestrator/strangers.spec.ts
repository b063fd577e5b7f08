import { ticketReference } from '../../../src/escalation/tickets/ticket-reference';
import { replyLinesIn } from '../../../src/orchestrator/replies/reply-lines';
import { AnswersStage, type Writer } from './answers-stage';

let stage: AnswersStage;
beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());

const english = replyLinesIn('en');
const inSession = (writer: Writer, unprovenSession: string): Writer => ({
  ...writer,
  channel: 'LIVE_CHAT',
  unprovenSession,
});
const asked = () => JSON.stringify([...stage.asked('ROUTE'), ...stage.asked('REPLY')]);

/** A customer with a history on other channels and in chats, in a place they told us. */
async function aCustomer(): Promise<Writer> {
  const anna = await stage.writer({ channel: 'WHATSAPP', name: 'Annabel Schmidt' });
  await stage.app.sql("update leads set company = 'Schmidt & Daughters', time_zone = 'Asia/Kolkata' where id = $1", [
    anna.leadId,
  ]);
  await stage.exchange(anna, 'My budget is four hundred thousand');
  await stage.exchange({ ...anna, channel: 'LIVE_CHAT' }, 'My mother moves in as well');
  await stage.exchange(inSession(anna, 'her-first-browser'), 'And the dog of course');
  return anna;
}

async function aTicketOf(writer: Writer): Promise<string> {
  stage.scripted({
    route: { intent: 'SUPPORT' },
    reply: { reply: 'Oh no.', action: 'OPEN_TICKET', quote: 'The lift is broken', grounds: 'CONVERSATION' },
  });
  const { conversationId } = await stage.exchange(writer, 'The lift is broken since Monday');
  const [ticket] = await stage.app.sql<{ id: string }>('select id from tickets where conversation_id = $1', [
    conversationId,
  ]);
  return ticketReference(ticket?.id ?? '');
}

async function toldOfTickets(writer: Writer): Promise<string | undefined> {
  stage.scripted({ route: { intent: 'SUPPORT' }, reply: { action: 'TICKET_STATUS', quote: 'How far is it' } });
  return (await stage.exchange(writer, 'How far is it with my lift?')).said.at(-1)?.text;
}

describe('a chat nobody vouches for', () => {
  it('is answered by what was said in it, and nothing else of the person', async () => {
    const anna = await aCustomer();
    stage.reset();
    const before = stage.model.requests.length;
    const stranger = inSession(anna, 'browser-of-somebody');
    await stage.exchange(stranger, 'Hello, what did we speak of last?');
    const { said } = await stage.exchange(stranger, 'And what is my name?');
    const prompts = JSON.stringify(stage.model.requests.slice(before));
    expect(said).toHaveLength(4);
    expect(prompts).toContain('what did we speak of last');
    for (const secret of ['Annabel', 'Daughters', 'Kolkata', 'Palm ', 'four hundred thousand', 'mother', 'dog'])
      expect(stage.model.requests.slice(before).flatMap(({ messages }) => messages)).not.toContainEqual(
        expect.objectContaining({ text: expect.stringContaining(secret) as string }),
      );
  });

  it('of the person, once they are known, knows it all', async () => {
    const anna = await aCustomer();
    await stage.exchange({ ...anna, channel: 'LIVE_CHAT' }, 'Hello, it is me');
    for (const known of ['Annabel', 'Daughters', 'Kolkata', 'four hundred thousand', 'mother'])
      expect(asked()).toContain(known);
  });

  it('is known on no other channel: anybody may have written there', async () => {
    const anna = await stage.writer({ channel: 'WHATSAPP' });
    const theirs = await stage.writer({ channel: 'WHATSAPP', tenantId: stage.other });
    await stage.exchange({ ...anna, channel: 'LIVE_CHAT' }, 'My mother moves in as well');
    await stage.exchange(inSession(anna, 'browser-of-anybody'), 'And the dog of course');
    await stage.exchange({ ...theirs, channel: 'LIVE_CHAT' }, 'And the parrot of course');
    stage.scripted({});
    await stage.exchange(anna, 'Hello, it is me');
    expect(asked()).toContain('mother');
    for (const foreign of ['dog', 'parrot']) expect(asked()).not.toContain(foreign);
  });

  it('is told of the tickets opened in it alone', async () => {
    const anna = await stage.writer();
    const theirs = await aTicketOf(anna);
    const stranger = inSession(anna, 'browser-of-somebody');
    expect(await toldOfTickets(stranger)).toBe(english.noTickets);
    const own = await aTicketOf(stranger);
    const told = await toldOfTickets(stranger);
    expect(told).toContain(own);
    expect(told).not.toContain(theirs);
    const all = await toldOfTickets(anna);
    expect(all).toContain(own);
    expect(all).toContain(theirs);
  });

  it('waits for nobody, and leaves the answer to another one of the same phone to that', async () => {
    const anna = await stage.writer();
    const [one, two] = [inSession(anna, 'one-browser'), inSession(anna, 'another-browser')];
    const places = await Promise.all([stage.write(one, 'Is there a garden?'), stage.write(two, 'Is there a pool?')]);
    for (const place of places) await stage.settled(place);
    const [first, second] = places;
    expect((await stage.saidIn(first)).map(({ speaker }) => speaker)).toEqual(['LEAD', 'AGENT']);
    expect((await stage.saidIn(second)).map(({ speaker }) => speaker)).toEqual(['LEAD', 'AGENT']);
  });
});
