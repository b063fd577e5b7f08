import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';

/** Why somebody is not called: they are talking to us in writing. */
export interface ConversationHold {
  /** Until when, as far as is known now. */
  readonly until: Date;
  /** True while a person of the company has one of their conversations. */
  readonly isEscalated: boolean;
  /** When they wrote last, where that holds them. */
  readonly heardAt: Date | null;
}

/** Nobody knows when a person gives a conversation back: it is asked again at the next whole half hour. */
const RECHECK_MS = 30 * 60_000;

/**
 * Who is in conversation. Whoever wrote in the last so many minutes (the company's `conversationHoldMinutes`) is, and whoever a person
 * of the company talks to. The message of a web form is a wish to be contacted and holds nobody, until a person has taken it.
 */
@Injectable()
export class ConversationHolds {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** What holds somebody at this moment; null when nothing does. */
  now(leadId: string): Promise<ConversationHold | null> {
    return this.of(leadId, this.clock.now());
  }

  async of(leadId: string, moment: Date): Promise<ConversationHold | null> {
    return (await this.ofMany([leadId], moment)).get(leadId) ?? null;
  }

  /** By lead; those who are free are left out. One look at an index for each. */
  async ofMany(leadIds: readonly string[], moment: Date): Promise<Map<string, ConversationHold>> {
    if (leadIds.length === 0) return new Map();
    const rows = await this.work.single((tx) => rowsOf<HoldRow>(tx, HOLDS, [currentTenantId(), leadIds, moment]));
    return new Map(rows.map((row) => [row.leadId, holdOf(row, moment)]));
  }
}

interface HoldRow {
  readonly leadId: string;
  readonly isEscalated: boolean;
  readonly heardAt: Date | null;
  readonly until: Date | null;
}

function holdOf({ isEscalated, heardAt, until }: HoldRow, moment: Date): ConversationHold {
  const recheck = new Date((Math.floor(moment.getTime() / RECHECK_MS) + 1) * RECHECK_MS);
  if (!isEscalated) return { until: until ?? recheck, isEscalated, heardAt };
  return { until: until && until > recheck ? until : recheck, isEscalated, heardAt };
}

const HOLDS = /* sql */ `
select held.lead_id as "leadId", held.escalated as "isEscalated", held.heard_at as "heardAt",
  held.heard_at + make_interval(mins => t.conversation_hold_minutes) as until
from tenants t cross join unnest($2::uuid[]) as wanted (id) cross join lateral (
  select wanted.id as lead_id, coalesce(bool_or(c.status = 'ESCALATED'), false) as escalated,
    max(c.last_heard_at) filter (where c.channel <> 'WEB_FORM'
      and c.last_heard_at > $3::timestamptz - make_interval(mins => t.conversation_hold_minutes)) as heard_at
  from conversations c where c.tenant_id = $1 and c.lead_id = wanted.id and c.status <> 'ENDED'
) held
where t.id = $1 and (held.escalated or held.heard_at is not null)`;
