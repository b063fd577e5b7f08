import { sentDuring } from '../leads/leads-app';
import { AnswersStage, type Writer } from './answers-stage';

/**
 * From a message in a chat to the end of its answer and reading; a text has its gates and its carrier beside. Some more than there are: a
 * lease may be renewed meanwhile.
 */
const MOST_IN_CHAT = 60;
const MOST_BY_TEXT = 72;

describe('what an answer asks of the database', () => {
  let stage: AnswersStage;

  beforeAll(async () => (stage = await AnswersStage.start()));
  afterAll(() => stage.app.close());
  beforeEach(() => stage.reset());

  const statementsFor = async (writer: Writer, text: string): Promise<number> => {
    const sent = await sentDuring(() => stage.exchange(writer, text));
    // The outbox and the sweeps look by themselves.
    return sent.filter(({ values }) => JSON.stringify(values).includes(writer.tenantId)).length;
  };

  it.each([
    ['LIVE_CHAT', MOST_IN_CHAT],
    ['SMS', MOST_BY_TEXT],
  ] as const)(
    'is the same by %s however long the thread, for every company: at most %i statements',
    async (channel, most) => {
      for (const tenantId of [stage.acme, stage.other]) {
        const writer = await stage.writer({ channel, tenantId });
        const { conversationId } = await stage.exchange(writer, 'Hello');
        expect(await statementsFor(writer, 'What do you have?')).toBeLessThanOrEqual(most);
        await stage.haveWrittenOn(conversationId, 30);
        expect(await statementsFor(writer, 'And by the sea?')).toBeLessThanOrEqual(most);
      }
    },
  );
});
