import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ASK } from '../../../src/demo/demo-api';
import type { CompanyLoad } from '../company-load';
import type { Row } from '../row';
import type { Run } from '../run';
import { drawn } from '../seeded';

/** Between each two steps of an answer. */
const POINTS = ['answer.routed', 'answer.composed', 'answer.before_send', 'answer.sent', 'answer.delivered'];

const KILLS = 6;
const MOST_MS = 90_000;
const BETWEEN_MS = 150;
const ANSWERED_MS = 60_000;

const WORDS = [
  'Hello, I am interested in a flat by the sea',
  'What does it cost?',
  'The lift is broken since Monday',
  'Could I have a viewing?',
  'مرحبا، كم سعر الشقة؟',
];

/** People chat while the worker that answers them dies between two steps, again and again. Each message is answered once. */
export const ANSWER_DEATHS: Row = {
  id: 'X06',
  title: 'worker dies between two steps of an answer',
  isLoaded: false,
  expectsNoRecovery: true,
  extras: (seed) => (seat, incarnation) => {
    if (seat !== 'worker-1') return {};
    const point = POINTS[incarnation % POINTS.length];
    return { FAILPOINTS: `${point}=kill,after=${drawn(3, 9, seed, seat, incarnation)},n=1` };
  },
  inject: async (run) => {
    const chats = await Promise.all(run.world.companies.map((load) => Chat.open(run, load)));
    const until = Date.now() + MOST_MS;
    const enough = run.times(KILLS);
    for (let n = 0; Date.now() < until && run.strikes.length < enough; n += 1) {
      await Promise.all(chats.map((chat) => chat.say(n)));
      await delay(BETWEEN_MS);
    }
    run.note(`${chats.reduce((sum, chat) => sum + chat.said, 0)} messages`);
  },
  check: async (run) => {
    const open = `select count(*)::int as n from answers where state not in ('DONE', 'SKIPPED')`;
    for (const until = Date.now() + ANSWERED_MS; Date.now() < until; await delay(500)) {
      if ((await run.world.sql<{ n: number }>(open))[0]?.n === 0) break;
    }
    const unanswered = await run.world.sql(
      `select t.conversation_id, t.seq from turns t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
       where c.channel = 'LIVE_CHAT' and t.speaker = 'LEAD' and not exists (
         select 1 from answers a where a.tenant_id = t.tenant_id and a.conversation_id = t.conversation_id and a.exchange >= t.seq
           and a.state in ('DONE', 'SKIPPED'))`,
    );
    if (unanswered.length > 0) run.violate('answers/unanswered', unanswered.slice(0, 3), unanswered.length);
    const tickets = await run.world.sql('select 1 from tickets group by tenant_id, open_key having count(*) > 1');
    if (tickets.length > 0) run.violate('answers/two-tickets', tickets.length);
  },
};

/** Visitors of one company's page. */
class Chat {
  said = 0;

  private constructor(
    private readonly run: Run,
    private readonly secret: string,
    private readonly index: number,
  ) {}

  static async open(run: Run, load: CompanyLoad): Promise<Chat> {
    const input = { name: 'Chat', scopes: ['intake:write'] };
    const { secret } = await load.company.perform<{ secret: string }>(ASK.createApiKey, { input });
    return new Chat(run, secret, run.world.companies.indexOf(load));
  }

  /** A new visitor every fifth message. What the door refuses was not heard. */
  async say(n: number): Promise<void> {
    const visitor = Math.floor(n / WORDS.length);
    const answer = await fetch(`${this.run.world.parts.door.url}/webhooks/live-chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': this.secret },
      body: JSON.stringify({
        sessionId: `visitor-of-page-${this.index}-${visitor}`,
        messageId: randomUUID(),
        text: WORDS[n % WORDS.length],
        phone: `+1212555${String(4_000 + this.index * 500 + (visitor % 500))}`,
      }),
    }).catch(() => undefined);
    if (answer?.status === 202) this.said += 1;
  }
}
