import type { ReadStatement } from '../../platform/database/one-trip';
import type { Criterion, Known } from '../../qualification/rules/criterion';
import type { Verdict } from '../../qualification/rules/score';

/** What is on record about the people of some escalations; moments are ISO 8601. */
export interface PacketRow {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string;
  readonly email: string | null;
  readonly company: string | null;
  readonly timeZone: string | null;
  readonly zoneKey: string;
  readonly stage: string;
  readonly temperature: string;
  readonly isSuppressed: boolean;
  readonly channel: string | null;
  readonly language: string | null;
  readonly conversationId: string | null;
  /** Where the company's own front end shows conversations. */
  readonly transcriptPage: string | null;
  /** What the lead said last before it was raised, latest first. */
  readonly words: readonly { readonly seq: number; readonly text: string }[] | null;
  readonly assessment: AssessmentOfPacket | null;
  readonly facts: readonly FactOfPacket[] | null;
  readonly history: readonly Contact[] | null;
}

export interface AssessmentOfPacket {
  readonly id: string;
  readonly score: number | null;
  readonly coverage: number | null;
  readonly temperature: string | null;
  readonly nextAction: string | null;
  readonly notes: string | null;
  readonly language: string | null;
  readonly callbackAt: string | null;
  /** Null: the standard rubric. */
  readonly criteria: readonly Criterion[] | null;
  /** What the score was computed from, in the order of the criteria; null where it was not kept. */
  readonly verdicts: readonly { readonly verdict: Verdict }[] | null;
}

/** What holds of the person over all conversations: the score is made of no less. */
export interface FactOfPacket {
  readonly field: string;
  readonly value: Known | null;
  readonly quote: string | null;
  readonly conversationId: string;
  readonly turnSeq: number;
}

/** Something that passed between the company and the person. */
export interface Contact {
  readonly at: string;
  readonly channel: string;
  readonly kind: 'CALL' | 'CONVERSATION' | 'TEXT';
  /** Outcome of a call, number of turns of a conversation, direction of a text. */
  readonly what: string;
}

/** How many contacts a packet tells of. */
export const HISTORY = 8;

/** $1 is the tenant, $2 the escalations. One about the lead and no conversation shows the conversation that was assessed last. */
export const PACKETS: ReadStatement = {
  name: 'handoff-packets',
  text: /* sql */ `
select e.id, l.name, l.phone, l.email, l.company, l.time_zone as "timeZone", l.zone_key as "zoneKey", l.stage, l.temperature,
  c.channel, coalesce(c.language, a.language) as language, c.id as "conversationId",
  (select transcript_page from escalation_settings where tenant_id = $1) as "transcriptPage",
  exists (select 1 from suppressions s where s.tenant_id = e.tenant_id and s.phone = l.phone and s.removed_at is null)
    or exists (select 1 from platform_suppressions s where s.phone = l.phone and s.removed_at is null) as "isSuppressed",
  (select jsonb_agg(jsonb_build_object('seq', t.seq, 'text', t.text) order by t.seq desc) from (
    select seq, text from turns where tenant_id = e.tenant_id and conversation_id = c.id and speaker = 'LEAD'
      and case when e.conversation_id is null then spoken_at <= e.raised_at else seq <= e.at_turn end
    order by seq desc limit 5) t) as words,
  case when a.id is null then null else jsonb_build_object('id', a.id, 'score', a.score, 'coverage', a.coverage,
    'temperature', a.temperature, 'nextAction', a.next_action, 'notes', a.notes, 'language', a.language, 'callbackAt', a.callback_at,
    'verdicts', a.verdicts, 'criteria', (select r.criteria from rubric_versions r
      where r.tenant_id = a.tenant_id and r.rubric_id = a.rubric_id and r.version = a.rubric_version)) end as assessment,
  (select jsonb_agg(jsonb_build_object('field', f.field, 'value', coalesce(f.value, f.money), 'conversationId', f.conversation_id,
      'turnSeq', f.turn_seq, 'quote', (select q.said->>'text' from jsonb_array_elements(f.quotes) with ordinality as q (said, at)
        where q.said->>'speaker' = 'LEAD' order by q.at desc limit 1)) order by f.field)
    from lead_facts f where f.tenant_id = e.tenant_id and f.lead_id = e.lead_id and f.superseded_at is null and f.value is not null) as facts,
  (select jsonb_agg(h order by h.at desc) from (
    (select created_at as at, 'VOICE' as channel, 'CALL' as kind, coalesce(outcome, status) as what from calls
      where tenant_id = e.tenant_id and lead_id = e.lead_id order by created_at desc, id desc limit ${HISTORY})
    union all
    (select started_at, channel, 'CONVERSATION', turn_count::text from conversations
      where tenant_id = e.tenant_id and lead_id = e.lead_id order by started_at desc, id desc limit ${HISTORY})
    union all
    (select created_at, channel, 'TEXT', direction from text_messages
      where tenant_id = e.tenant_id and lead_id = e.lead_id order by created_at desc, id desc limit ${HISTORY})
    order by at desc limit ${HISTORY}) h) as history
from escalations e
join leads l on l.tenant_id = e.tenant_id and l.id = e.lead_id
left join lateral (
  select * from assessments x where x.tenant_id = e.tenant_id and x.lead_id = e.lead_id and x.status = 'COMPLETED'
  order by x.created_at desc, x.id desc limit 1
) a on true
left join conversations c on c.tenant_id = e.tenant_id and c.id = coalesce(e.conversation_id, a.conversation_id)
where e.tenant_id = $1 and e.id = any($2::uuid[])`,
};
