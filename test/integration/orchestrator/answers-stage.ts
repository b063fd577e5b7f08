import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AgentEditor } from '../../../src/agents/agent-editor.service';
import type { ConversationStatus, ThreadChannel } from '../../../src/conversations/conversation-life-cycle';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { TurnsService } from '../../../src/conversations/turns.service';
import { LanguageModel, type ModelRequest } from '../../../src/language-models/language-model.port';
import { LeadsService } from '../../../src/leads/leads.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { AnswerSweep } from '../../../src/orchestrator/answers/answer-sweep.service';
import type { AnswerState } from '../../../src/orchestrator/answers/answer-life-cycle';
import { OrchestratorModule } from '../../../src/orchestrator/orchestrator.module';
import type { ComposedReply } from '../../../src/orchestrator/replies/composed-reply';
import type { ReplyDraft } from '../../../src/orchestrator/replies/reply-draft';
import { EscalationDesk } from '../../../src/escalation/escalation-desk.service';
import type { Extraction } from '../../../src/qualification/extraction/extraction';
import type { Route, RouteAnswer } from '../../../src/orchestrator/routing/route';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { TextSender } from '../../../src/voice/text.port';
import { ScriptedModel } from '../../support/doubles/scripted-model';
import { ScriptedTextSender, SMS_NUMBER } from '../../support/doubles/scripted-text-sender';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';
import { until } from '../../support/until';

/** A lead, and the channel it writes on. */
export interface Writer {
  readonly tenantId: string;
  readonly projectId: string;
  readonly leadId: string;
  readonly phone: string;
  readonly channel: ThreadChannel;
  /** Of a chat nobody vouches for. */
  readonly unprovenSession?: string;
  /** The number of ours its texts go to; the shared one unless told otherwise. */
  readonly ourNumber?: string;
}

export interface SeenAnswer {
  readonly id: string;
  readonly exchange: number;
  readonly state: AnswerState;
  readonly route: Route | null;
  readonly reply: ComposedReply | null;
  readonly skipReason: string | null;
  readonly lastError: string | null;
  readonly attempts: number;
}

export interface Said {
  readonly seq: number;
  readonly exchange: number;
  readonly speaker: string;
  readonly text: string;
  readonly action: string | null;
}

/** What the model answers; anything left out is what an untroubled one would say. */
export interface ModelScript {
  readonly route?: Partial<RouteAnswer> | (() => Promise<Partial<RouteAnswer>>);
  readonly reply?:
    Partial<ReplyDraft> | ((request: ModelRequest) => Partial<ReplyDraft> | Promise<Partial<ReplyDraft>>);
  /** What is read in the conversation once it is answered. */
  readonly told?: Partial<Extraction>;
}

let numbers = 0;

/** Written conversations of two companies, with a scripted model and a scripted carrier. */
export class AnswersStage {
  private constructor(
    readonly app: TestApp,
    readonly model: ScriptedModel,
    readonly sender: ScriptedTextSender,
    readonly acme: string,
    readonly other: string,
  ) {}

  /** @param alongside rooms that run beside it. */
  static async start(alongside: readonly Type[] = []): Promise<AnswersStage> {
    const [model, sender] = [new ScriptedModel(), new ScriptedTextSender()];
    const app = await startTestApp({
      imports: [OrchestratorModule, ...alongside],
      overrides: [
        { token: LanguageModel, value: model },
        { token: TextSender, value: sender },
      ],
      env: { ...TEST_TWILIO },
    });
    const [acme, other] = [await app.newTenant({ name: 'Acme Homes' }), await app.newTenant({ name: 'Other Co' })];
    return new AnswersStage(app, model, sender, acme, other);
  }

  /** Everybody is calm, the clock stands in a New York afternoon, nothing was sent. */
  reset(): void {
    this.sender.forget();
    this.app.clock.set('2026-07-07T18:00:00Z');
    this.scripted({});
  }

  scripted({ route = {}, reply = {}, told = {} }: ModelScript): void {
    this.model.answers(async (request) => {
      if (request.purpose === 'ROUTE')
        return { text: JSON.stringify({ ...CALM, ...(typeof route === 'function' ? await route() : route) }) };
      if (request.purpose === 'REPLY') {
        return {
          text: JSON.stringify({ ...FRIENDLY, ...(typeof reply === 'function' ? await reply(request) : reply) }),
        };
      }
      return { text: JSON.stringify({ ...NOTHING_TOLD, ...told }) };
    });
  }

  asked(purpose: ModelRequest['purpose']): ModelRequest[] {
    return this.model.requests.filter((request) => request.purpose === purpose);
  }

  async writer(
    about: { channel?: ThreadChannel; tenantId?: string; agent?: boolean; name?: string; projectId?: string } = {},
  ): Promise<Writer> {
    const { channel = 'LIVE_CHAT', tenantId = this.acme, agent = true, name = 'Anna Schmidt' } = about;
    const phone = `+1212555${String(3_000 + (numbers += 1))}`;
    return this.app.asTenant(tenantId, async () => {
      const projectId = about.projectId ?? (await this.aProject(agent));
      const { lead } = await this.app.get(LeadsService).receive({ phone, name, source: 'TEST', projectId });
      return { tenantId, projectId, leadId: lead.id, phone, channel };
    });
  }

  /** The lead writes; answers the conversation. A text has been stored as the carrier brought it. */
  async write(writer: Writer, text: string, messageKey: string = uuidv7()): Promise<string> {
    const { tenantId, leadId, channel, unprovenSession } = writer;
    return this.app.asTenant(tenantId, () =>
      this.app.get(UnitOfWork).run(async (tx) => {
        const { conversationId, isNew } = await this.app
          .get(ThreadsService)
          .hear({ leadId, channel, text, messageKey, ...(unprovenSession ? { unprovenSession } : {}) });
        if (isNew && (channel === 'SMS' || channel === 'WHATSAPP'))
          await this.received(tx, writer, conversationId, text);
        return conversationId;
      }),
    );
  }

  /** Writes, and waits until what was written is answered, or will not be. */
  async exchange(writer: Writer, text: string): Promise<{ conversationId: string; answer: SeenAnswer; said: Said[] }> {
    const conversationId = await this.write(writer, text);
    const answer = await this.settled(conversationId);
    return { conversationId, answer, said: await this.saidIn(conversationId) };
  }

  /** The last answer, once all that was written is dealt with. */
  async settled(conversationId: string): Promise<SeenAnswer> {
    await until(async () => {
      const [row] = await this.app.sql<{ done: boolean }>(
        `select coalesce(max(a.exchange), 0) >= (select max(seq) from turns t where t.conversation_id = $1 and t.speaker = 'LEAD')
           and bool_and(a.state in ('DONE', 'SKIPPED')) as done from answers a where a.conversation_id = $1`,
        [conversationId],
      );
      return row?.done === true;
    });
    const answers = await this.answersOf(conversationId);
    const last = answers.at(-1);
    if (!last) throw new Error('nothing was answered');
    return last;
  }

  answersOf(conversationId: string): Promise<SeenAnswer[]> {
    return this.app.sql<SeenAnswer>(
      `select id, exchange, state, route, reply, skip_reason as "skipReason", last_error as "lastError", attempts
       from answers where conversation_id = $1 order by exchange`,
      [conversationId],
    );
  }

  saidIn(conversationId: string): Promise<Said[]> {
    return this.app.sql<Said>(
      'select seq, exchange, speaker, text, action from turns where conversation_id = $1 order by seq',
      [conversationId],
    );
  }

  /** Goes on with what was put off. */
  async resume(conversationId: string): Promise<void> {
    await until(async () => typeof (await this.answersOf(conversationId))[0]?.lastError === 'string');
    this.app.clock.advance(20_000);
    await this.app.get(AnswerSweep).sweep();
    await this.settled(conversationId);
  }

  /** Turns of the agent in the thread, and texts the carrier was asked to send to the writer. */
  async answersSaid({ phone }: Writer, conversationId: string): Promise<[turns: number, texts: number]> {
    const turns = (await this.saidIn(conversationId)).filter(({ speaker }) => speaker === 'AGENT');
    return [turns.length, this.sender.sent.filter(({ to }) => to === phone).length];
  }

  async statusOf(conversationId: string): Promise<ConversationStatus | undefined> {
    const [row] = await this.app.sql<{ status: ConversationStatus }>('select status from conversations where id = $1', [
      conversationId,
    ]);
    return row?.status;
  }

  /** What people were asked for about the lead of a conversation, in order. */
  async triggersOf(conversationId: string): Promise<string[]> {
    const rows = await this.app.sql<{ trigger: string }>(
      'select trigger from escalations where lead_id = (select lead_id from conversations where id = $1) order by raised_at, id',
      [conversationId],
    );
    return rows.map(({ trigger }) => trigger);
  }

  /** A person resolves all that was asked for and gives the conversation back; it is a minute later then. */
  async handBack({ tenantId, leadId }: Writer): Promise<void> {
    const open = await this.app.sql<{ id: string }>(
      `select id from escalations where lead_id = $1 and status <> 'RESOLVED'`,
      [leadId],
    );
    for (const { id } of open)
      await this.app.asTenant(tenantId, () => this.app.get(EscalationDesk).resolve(id, null, true));
    this.app.clock.advance(60_000);
  }

  /** A person of the company writes so many turns, and gives the thread back. */
  talkedWithPerson({ tenantId }: Writer, conversationId: string, turns: number): Promise<void> {
    return this.app.asTenant(tenantId, async () => {
      const conversations = this.app.get(ConversationsService);
      await conversations.escalate(conversationId);
      for (let turn = 0; turn < turns; turn += 1) {
        const messageKey = uuidv7();
        await this.app.get(TurnsService).write({ conversationId, speaker: 'HUMAN', text: 'Moment.', messageKey });
      }
      await conversations.handBack(conversationId);
    });
  }

  /** The lead has written so many turns, the last of which is the agent's answer to them. */
  async haveWrittenOn(conversationId: string, turns: number): Promise<void> {
    await this.app.sql(
      `with told as (
         insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, spoken_at)
         select c.tenant_id, c.id, c.turn_count + n, c.turn_count + least(n, $2 - 1),
           case when n = $2 then 'AGENT' else 'LEAD' end, 'And so on.', $3
         from conversations c cross join generate_series(1, $2::int) as n where c.id = $1 returning 1)
       update conversations set turn_count = turn_count + (select count(*) from told) where id = $1`,
      [conversationId, turns, this.app.clock.now()],
    );
  }

  private async aProject(agent: boolean): Promise<string> {
    const project = await this.app
      .get(ProjectsService)
      .create({ name: `Palm ${withoutFigures(uuidv7())}`, keywords: [], autoCall: false });
    if (!('id' in project)) throw new Error('the project has a name of its own');
    if (agent) await this.anAgent(project.id);
    return project.id;
  }

  private async anAgent(projectId: string): Promise<void> {
    const editor = this.app.get(AgentEditor);
    const prompt = 'You are Maya and sell flats in Palm Towers, from 450,000 dollars.';
    const agent = await editor.create({ name: 'Maya', projectId, prompt, greeting: 'Hello!' });
    await editor.activate(agent.id);
  }

  private received(tx: EntityManager, writer: Writer, conversationId: string, body: string): Promise<unknown> {
    const { tenantId, leadId, phone, channel, ourNumber = SMS_NUMBER } = writer;
    const now = this.app.clock.now();
    return tx.query(
      `insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, body, provider_id, status, received_at,
         created_at, updated_at, conversation_id)
       values ($1, $2, $3, $4, $10, $5, 'INBOUND', $6, $7, 'RECEIVED', $8, $8, $8, $9)`,
      [
        tenantId,
        uuidv7(),
        leadId,
        phone,
        channel,
        body,
        `SM${uuidv7().replaceAll('-', '')}`,
        now,
        conversationId,
        ourNumber,
      ],
    );
  }
}

/** Figures in the name of a project are the company's own: an agent may promise them. */
function withoutFigures(text: string): string {
  return text.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
}

const CALM: RouteAnswer = { intent: 'SALES', sentiment: 'NEUTRAL', confidence: 0.9, asks_question: false };
const FRIENDLY: ReplyDraft = {
  reply: 'Thank you! What are you looking for?',
  grounds: 'SMALL_TALK',
  passages: [],
  action: 'NONE',
  quote: null,
};
const NOTHING_TOLD: Extraction = {
  facts: [],
  outcome_signal: 'none',
  callback_text: null,
  language: 'en',
  notes: '',
  next_action: 'NURTURE',
};
