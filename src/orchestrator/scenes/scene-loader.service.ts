import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RuleBook } from '../../compliance/rules/rule-book.service';
import type { Conversation } from '../../conversations/conversation.entity';
import { ConversationsService } from '../../conversations/conversations.service';
import { ThreadCast } from '../../conversations/threads/thread-cast.service';
import { Turn } from '../../conversations/turn.entity';
import { LeadsService } from '../../leads/leads.service';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import type { Answer } from '../answers/answer.entity';
import { ASKED_SCRIPT, onceAnswered, type ThreadLanguage } from '../routing/language-of-thread';
import { type Elsewhere, freshTurns, isCut, type Scene } from './scene';
import { asStranger } from './stranger';

/** Turns of the thread, and of other conversations, that an answer takes into account. */
const TURNS = 40;
const TURNS_ELSEWHERE = 12;

interface Stage {
  readonly company: string;
  readonly isPaused: boolean;
  readonly timeZone: string;
  readonly brandVoice: string | null;
  readonly project: string | null;
  readonly nextQuestion: string | null;
  readonly answered: number;
  readonly lastRead: { readonly language: ThreadLanguage; readonly hasAsked: boolean } | null;
}

/**
 * Collects what an answer has to know, in one transaction and a fixed number of statements. In a chat nobody vouches for that is the
 * chat itself and nothing of the lead's: a phone number can be typed by anybody.
 */
@Injectable()
export class SceneLoader {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leads: LeadsService,
    private readonly cast: ThreadCast,
    private readonly book: RuleBook,
    private readonly conversations: ConversationsService,
  ) {}

  /** @throws NotFound, LeadNotFound */
  load({ conversationId, leadId, exchange }: Answer): Promise<Scene> {
    return this.work.run(async (tx) => {
      const [conversation, onFile, turns] = await Promise.all([
        this.conversations.get(conversationId),
        this.leads.get(leadId),
        lastTurns(tx, conversationId),
      ]);
      const isProven = conversation.unprovenSession === null;
      const lead = isProven ? onFile : asStranger(onFile);
      const [agent, { timeZone, lastRead, ...stage }, elsewhere] = await Promise.all([
        this.cast.speakerOf(conversation.agentId, onFile),
        stageOf(tx, conversation, { projectId: lead.projectId, exchange }),
        isProven ? turnsElsewhere(tx, conversation) : [],
      ]);
      return {
        conversation,
        flow: conversation.flow,
        lead,
        timeZone: this.book.clockOf(lead, timeZone),
        ...stage,
        project: isProven ? stage.project : null,
        agent,
        turns,
        languageBefore: lastRead && isCut(turns) ? onceAnswered(lastRead.language, lastRead.hasAsked) : null,
        elsewhere,
        fresh: freshTurns(turns, exchange, conversation.handedBackTurn),
      };
    });
  }
}

async function lastTurns(tx: EntityManager, conversationId: string): Promise<Turn[]> {
  const latest = await tx
    .getRepository(Turn)
    .find({ where: { tenantId: currentTenantId(), conversationId }, order: { seq: 'DESC' }, take: TURNS });
  return latest.reverse();
}

async function stageOf(
  tx: EntityManager,
  { id, handedBackTurn }: Conversation,
  { projectId, exchange }: { projectId: string | null; exchange: number },
): Promise<Stage> {
  const row = await rowOf<Stage>(
    tx,
    `select coalesce(p.legal_name, t.name) as company, t.status = 'PAUSED' as "isPaused", t.time_zone as "timeZone", t.brand_voice as "brandVoice",
       (select name from projects where tenant_id = $1 and id = $2) as project,
       (select next_question from answers where tenant_id = $1 and conversation_id = $3 and state = 'DONE'
        order by exchange desc limit 1) as "nextQuestion",
       (select count(*)::int from turns where tenant_id = $1 and conversation_id = $3 and seq > $4 and speaker = 'AGENT' and exchange > 0) as answered,
       (select jsonb_build_object('language', route -> 'remembered',
          'hasAsked', delivered_at is not null and coalesce(reply ->> 'note', '') like $6)
        from answers where tenant_id = $1 and conversation_id = $3 and exchange < $5 and route -> 'remembered' is not null
        order by exchange desc limit 1) as "lastRead"
     from tenants t left join calling_policies p on p.tenant_id = t.id where t.id = $1`,
    [currentTenantId(), projectId, id, handedBackTurn ?? 0, exchange, `%${ASKED_SCRIPT}%`],
  );
  if (!row) throw new NotFound('Company');
  return row;
}

/** The lead's latest other conversations, one index look each for a few turns; what anybody may have written in a chat is none of theirs. */
async function turnsElsewhere(tx: EntityManager, { id, leadId }: Conversation): Promise<Elsewhere[]> {
  const rows = await rowsOf<Elsewhere>(
    tx,
    `select other.channel, said.speaker, said.text from (
       select id, channel, turn_count from conversations where tenant_id = $1 and lead_id = $2 and id <> $3 and unproven_session is null
       order by started_at desc, id desc limit 3
     ) other cross join lateral (
       select seq, speaker, text, spoken_at from turns where tenant_id = $1 and conversation_id = other.id order by seq desc limit $4
     ) said order by said.spoken_at desc, said.seq desc limit $4`,
    [currentTenantId(), leadId, id, TURNS_ELSEWHERE],
  );
  return rows.reverse();
}
