import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
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
const flowOf = async (conversationId: string) =>
  (await stage.app.sql<{ flow: string }>('select flow from conversations where id = $1', [conversationId]))[0]?.flow;
const isSuppressed = ({ tenantId, phone }: Writer) =>
  stage.app.asTenant(tenantId, () => stage.app.get(SuppressionsService).isSuppressed(phone));

describe('a meeting', () => {
  it('is kept at the time the lead named, in the lead’s own zone, and told in words of the program', async () => {
    stage.scripted({
      reply: {
        reply: 'Great, tomorrow then!',
        action: 'BOOK_MEETING',
        quote: 'Thursday at four',
        grounds: 'CONVERSATION',
      },
    });
    const { said, conversationId } = await stage.exchange(await stage.writer(), 'I could come Thursday at four');
    expect(said.at(-1)).toMatchObject({
      text: expect.stringMatching(/^Done: you have an appointment on Thursday, July 9, 2026 at 4:00\sPM/) as string,
      action: 'BOOK_MEETING 2026-07-09T20:00:00.000Z',
    });
    expect(
      await stage.app.sql('select starts_at from appointments where conversation_id = $1', [conversationId]),
    ).toEqual([{ starts_at: new Date('2026-07-09T20:00:00Z') }]);
  });

  it('needs a time the lead named', async () => {
    stage.scripted({
      reply: { reply: 'Booked!', action: 'BOOK_MEETING', quote: 'some time', grounds: 'CONVERSATION' },
    });
    const { said, conversationId } = await stage.exchange(await stage.writer(), 'I could come some time');
    expect(said.at(-1)).toMatchObject({ text: english.whichTime, action: 'OFFER_MEETING' });
    expect(await stage.app.sql('select 1 from appointments where conversation_id = $1', [conversationId])).toEqual([]);
  });
});

describe('a time that is not all named', () => {
  const books = (quote: string) =>
    stage.scripted({ reply: { reply: 'Booked!', action: 'BOOK_MEETING', quote, grounds: 'CONVERSATION' } });
  const proposes = (reply: string) => stage.scripted({ reply: { reply, action: 'OFFER_MEETING' } });
  const slots = (conversationId: string) =>
    stage.app.sql<{ status: string; starts_at: Date }>(
      'select status, starts_at from appointments where conversation_id = $1 order by created_at, id',
      [conversationId],
    );
  const THURSDAY_AT_FOUR = new Date('2026-07-09T20:00:00Z');
  const FRIDAY_AT_FOUR = new Date('2026-07-10T20:00:00Z');

  async function wrote(writer: Writer, text: string): Promise<{ conversationId: string; told: string }> {
    books(text);
    const { conversationId, said } = await stage.exchange(writer, text);
    return { conversationId, told: said.at(-1)?.text ?? '' };
  }

  it('is asked for, and never made up', async () => {
    const anna = await stage.writer();
    const week = await wrote(anna, 'Next week');
    expect(week.told).toBe(english.whichTime);
    expect((await wrote(anna, 'Thursday')).told).toBe(english.whichHour('Thursday, July 9, 2026'));
    expect(await slots(week.conversationId)).toEqual([]);
    expect((await wrote(anna, 'at 4')).told).toMatch(/^Done: .* Thursday, July 9, 2026 at 4:00\sPM/);
    expect(await slots(week.conversationId)).toEqual([{ status: 'PROMISED', starts_at: THURSDAY_AT_FOUR }]);
  });

  it('is completed by what the agent proposed last', async () => {
    const anna = await stage.writer();
    proposes('Would Thursday at four suit you?');
    await stage.exchange(anna, 'I would like to come and see it');
    const { conversationId } = await wrote(anna, 'Yes, that works');
    expect(await slots(conversationId)).toEqual([{ status: 'PROMISED', starts_at: THURSDAY_AT_FOUR }]);
  });

  it('is asked for in the lead’s language, and understood when answered', async () => {
    const anna = await stage.writer();
    const arabic = replyLinesIn('ar');
    expect((await wrote(anna, 'يوم الخميس')).told).toBe(arabic.whichHour('الخميس، 9 يوليو 2026'));
    const { conversationId } = await wrote(anna, 'الساعة ٤');
    expect(await slots(conversationId)).toEqual([{ status: 'PROMISED', starts_at: THURSDAY_AT_FOUR }]);
  });

  it('moves the appointment there is, and the same time again keeps it', async () => {
    const [anna, theirs] = [await stage.writer(), await stage.writer({ tenantId: stage.other })];
    const other = await wrote(theirs, 'Thursday at four');
    const { conversationId } = await wrote(anna, 'Thursday at four');
    await wrote(anna, 'Thursday at 4 pm, right');
    expect(await slots(conversationId)).toHaveLength(1);
    const { told } = await wrote(anna, 'Can we make it Friday at 4 instead?');
    expect(told).toMatch(/^Done: .* Friday, July 10, 2026 at 4:00\sPM/);
    expect(await slots(conversationId)).toEqual([
      { status: 'CANCELLED', starts_at: THURSDAY_AT_FOUR },
      { status: 'PROMISED', starts_at: FRIDAY_AT_FOUR },
    ]);
    expect(await slots(other.conversationId)).toEqual([{ status: 'PROMISED', starts_at: THURSDAY_AT_FOUR }]);
  });
});

describe('a ticket', () => {
  it('is opened once for a problem, and its number told; asked for later, so is how far it has come', async () => {
    const anna = await stage.writer();
    stage.scripted({
      route: { intent: 'SUPPORT' },
      reply: { reply: 'Oh no.', action: 'OPEN_TICKET', quote: 'The lift is broken', grounds: 'CONVERSATION' },
    });
    const { said, conversationId } = await stage.exchange(anna, 'The lift is broken since Monday');
    const [ticket] = await stage.app.sql<{ id: string }>('select id from tickets where conversation_id = $1', [
      conversationId,
    ]);
    const reference = ticketReference(ticket?.id ?? '');
    expect(said.at(-1)?.text).toBe(english.ticketOpened(reference));
    stage.scripted({ route: { intent: 'SUPPORT' }, reply: { action: 'TICKET_STATUS', quote: 'How far is it' } });
    const later = await stage.exchange(anna, 'How far is it with my lift?');
    expect(later.said.at(-1)?.text).toContain(reference);
    expect(later.said.at(-1)?.text).toContain('received');
  });

  it('of another person is told nobody', async () => {
    stage.scripted({ route: { intent: 'SUPPORT' }, reply: { action: 'TICKET_STATUS', quote: 'my ticket' } });
    const { said } = await stage.exchange(await stage.writer({ tenantId: stage.other }), 'What about my ticket?');
    expect(said.at(-1)?.text).toBe(english.noTickets);
  });
});

describe('the flow', () => {
  it('follows the lead from one matter to another', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'I would like to buy a flat');
    expect(await flowOf(conversationId)).toBe('SALES');
    stage.scripted({ route: { intent: 'SUPPORT' } });
    await stage.exchange(anna, 'By the way my invoice is wrong');
    expect(await flowOf(conversationId)).toBe('SUPPORT');
    const [request] = stage.asked('REPLY');
    expect(request?.system).toContain('OPEN_TICKET');
    expect(request?.system).not.toContain('BOOK_MEETING');
  });
});

describe('who wants to hear no more', () => {
  it('is heard, in whatever words, and told so where that needs no carrier', async () => {
    const anna = await stage.writer();
    stage.scripted({ route: { intent: 'OPT_OUT' } });
    const { said } = await stage.exchange(anna, 'Kindly lose my details for good');
    expect(said.at(-1)).toMatchObject({ text: english.optedOut('Acme Homes'), action: 'OPT_OUT' });
    expect(await isSuppressed(anna)).toBe(true);
  });

  it('gets no text any more', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.scripted({ route: { intent: 'OPT_OUT' } });
    const { answer, said } = await stage.exchange(anna, 'Kindly lose my details for good');
    expect(answer).toMatchObject({ state: 'SKIPPED', skipReason: 'OPTED_OUT' });
    expect(said).toHaveLength(1);
    expect(stage.sender.sent).toEqual([]);
    expect(await isSuppressed(anna)).toBe(true);
    expect(await isSuppressed({ ...anna, tenantId: stage.other })).toBe(false);
  });
});

describe('languages', () => {
  it.each([
    ['ar', 'أريد التحدث مع موظف من فضلك'],
    ['hi', 'मुझे किसी इंसान से बात करनी है'],
  ] as const)('%s is answered in kind', async (language, text) => {
    stage.scripted({ route: { intent: 'HUMAN' } });
    const { said } = await stage.exchange(await stage.writer(), text);
    expect(said.at(-1)?.text).toContain(replyLinesIn(language).handover);
  });

  it('asks once which letters somebody prefers who writes Arabic in Latin ones', async () => {
    const anna = await stage.writer();
    const first = await stage.exchange(anna, '3ayez ashteri sha2a fi dubai w bkam el se3r');
    expect(first.said.at(-1)?.text).toContain(replyLinesIn('ar').askScript);
    const second = await stage.exchange(anna, 'ana 3ayez 2 bedrooms w mesh 3aref el se3r');
    expect(second.said.at(-1)?.text).not.toContain(replyLinesIn('ar').askScript);
  });

  it.each([
    ['has gone on in them', 2],
    ['was asked just before', 1],
  ])('asks nobody again who %s, however much was written with a person since', async (_, exchanges) => {
    for (const tenantId of [stage.acme, stage.other]) {
      const anna = await stage.writer({ tenantId });
      const { conversationId } = await stage.exchange(anna, '3ayez ashteri sha2a fi dubai w bkam el se3r');
      if (exchanges > 1) await stage.exchange(anna, 'ana 3ayez 2 bedrooms w mesh 3aref el se3r');
      await stage.talkedWithPerson(anna, conversationId, 42);
      const { answer } = await stage.exchange(anna, 'bkam el sha2a fi dubai w mesh 3aref el se3r');
      expect(answer.route).toMatchObject({ language: 'ar-Latn', asksScript: false });
    }
  });
});

describe('a message without words', () => {
  it('is told to be unreadable, and a person offered', async () => {
    const { said } = await stage.exchange(await stage.writer({ channel: 'WHATSAPP' }), '[image/jpeg]');
    expect(said.at(-1)).toMatchObject({ text: english.unreadable, action: 'OFFER_HUMAN' });
    expect(stage.asked('REPLY')).toEqual([]);
  });
});

describe('the same message again', () => {
  it('gets the same answer without paying for it', async () => {
    const anna = await stage.writer();
    const first = await stage.exchange(anna, 'What are the flats like?');
    const again = await stage.exchange(anna, 'What are the flats like?');
    expect(again.said.at(-1)?.text).toBe(first.said.at(-1)?.text);
    expect(stage.asked('REPLY')).toHaveLength(1);
  });

  it('is told in the same words that a machine writes, however often it asks', async () => {
    const question = 'Are you a robot or what?';
    for (const tenantId of [stage.acme, stage.other]) {
      const anna = await stage.writer({ tenantId });
      const told = (await stage.exchange(anna, question)).said.at(-1)?.text;
      expect(told).toMatch(/^I am an AI assistant of (Acme Homes|Other Co)/);
      for (let again = 0; again < 2; again += 1)
        expect((await stage.exchange(anna, question)).said.at(-1)?.text).toBe(told);
    }
  });
});
