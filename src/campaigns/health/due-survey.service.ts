import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { LeadContactLookup } from '../../calls/lead-contact-lookup.service';
import { ContactSurvey } from '../../compliance/contact-survey.service';
import { type ConversationHold, ConversationHolds } from '../../conversations/threads/conversation-holds.service';
import { rowsOf } from '../../platform/database/sql';
import type { Tenant } from '../../tenants/tenant.entity';
import type { Campaign } from '../campaign.entity';
import { CapacityReader } from '../dialing/capacity';
import type { HeldLeads, Obstacle, RoomLeft } from '../rules/dialing-health';
import { gateOfReason } from '../rules/gates';
import { sharesOf } from '../rules/shares-of';

/** People asked about one by one: more would only make the answer slower. Of a campaign with fewer the answer is exact. */
const ASKED = 60;

interface Crowd {
  /** How many there are. */
  readonly people: number;
  readonly moment: Date;
}

interface NextPerson {
  readonly leadId: string;
  /** Never called in this campaign. */
  readonly isNew: boolean;
}

export interface DuePeople {
  readonly held: readonly HeldLeads[];
  /** Of those whom nothing holds, the part that was never called: 0 to 1. */
  readonly newShare: number;
}

/** Puts the rules to the people who come next, and says of all how many would be held by what. */
@Injectable()
export class DueSurvey {
  constructor(
    private readonly contacts: LeadContactLookup,
    private readonly law: ContactSurvey,
    private readonly capacity: CapacityReader,
    private readonly holds: ConversationHolds,
  ) {}

  /** Of those who are due where hours are open: judged as they would be if they were dialed now. */
  async ofDue(
    tx: EntityManager,
    campaign: Campaign,
    { openZones, people, moment }: Crowd & { openZones: readonly string[] },
  ): Promise<DuePeople> {
    if (people === 0) return { held: [], newShare: 0 };
    const rows = await rowsOf<NextPerson>(tx, NEXT, [campaign.tenantId, campaign.id, openZones, ASKED, moment]);
    const contacts = await this.contacts.findMany(rows.map(({ leadId }) => leadId));
    const callerId = campaign.fromNumber;
    const verdicts = await this.law.judge(
      contacts.map((contact) => ({ ...contact, ...(callerId ? { callerId } : {}), subject: campaign.projectId })),
      { channel: 'AI_VOICE', purpose: campaign.purpose, windows: campaign.callingWindows, moment },
    );
    const holds = await this.holds.ofMany(
      rows.map(({ leadId }) => leadId),
      moment,
    );
    const obstacles = verdicts.map((verdict, n) => obstacleOf(verdict) ?? heldBy(holds.get(contacts[n]?.leadId ?? '')));
    const fresh = new Set(rows.flatMap(({ leadId, isNew }) => (isNew ? [leadId] : [])));
    const free = contacts.filter((_, n) => obstacles[n] === null);
    const newcomers = free.filter(({ leadId }) => fresh.has(leadId));
    return { held: sharesOf(people, obstacles), newShare: newcomers.length / Math.max(1, free.length) };
  }

  /** Of those who are due later: most because of a retry, some because a rule has put their call off. */
  async ofLater(
    tx: EntityManager,
    campaign: Campaign,
    { people, moment, nextDueAt }: Crowd & { nextDueAt: Date | null },
  ): Promise<HeldLeads[]> {
    if (people === 0) return [];
    const rows = await rowsOf<{ leadId: string; dueAt: Date; reason: string | null }>(tx, PUT_OFF, [
      campaign.tenantId,
      campaign.id,
      moment,
      ASKED,
    ]);
    const holds = await this.holds.ofMany(
      rows.map(({ leadId }) => leadId),
      moment,
    );
    const obstacles = rows.map(({ leadId, dueAt: clearsAt, reason }): Obstacle => {
      if (holds.has(leadId)) return { gate: 'IN_CONVERSATION', clearsAt };
      const gate = reason === null ? 'NOT_DUE' : gateOfReason(reason);
      return WAITS.has(gate) ? { gate, clearsAt } : { gate: 'NOT_DUE', clearsAt };
    });
    const held = sharesOf(people, obstacles);
    return held.length > 0 ? held : [{ leads: people, obstacles: [{ gate: 'NOT_DUE', clearsAt: nextDueAt }] }];
  }

  /** What is kept for first calls at once is room for nobody else. */
  async roomsFor(
    tx: EntityManager,
    campaign: Campaign,
    tenant: Tenant,
    { moment, free, newShare }: { moment: Date; free: number; newShare: number },
  ): Promise<readonly RoomLeft[]> {
    const account = await this.capacity.pace();
    const hot = campaign.kind === 'AUTO_CALL' ? Math.round(free * newShare) : 0;
    const due = { hot, normal: free - hot };
    const { limits, normalLimits } = await this.capacity.answer(tx, { campaign, tenant, moment, due, account });
    return limits.map((limit) => {
      const ofOthers = normalLimits.find(({ gate }) => gate === limit.gate)?.left ?? limit.left;
      return { ...limit, left: Math.min(limit.left, hot + Math.max(0, ofOthers)) };
    });
  }
}

/** Gates that put somebody off to a later moment and are no retry. */
const WAITS = new Set([
  'CONTACT_CAP',
  'PERSON_BUDGET',
  'IN_CONVERSATION',
  'LIST_STALE',
  'CALLING_DUTY',
  'EMERGENCY_HOLD',
]);

function obstacleOf({ verdict, reason, ...more }: { verdict: string; reason: string; until?: Date }): Obstacle | null {
  if (verdict === 'ALLOW') return null;
  return { gate: gateOfReason(reason), clearsAt: more.until ?? null };
}

function heldBy(hold: ConversationHold | undefined): Obstacle | null {
  return hold ? { gate: 'IN_CONVERSATION', clearsAt: hold.until } : null;
}

/** In the order in which they are claimed. */
const NEXT = /* sql */ `
select found.lead_id as "leadId", found.is_new as "isNew"
from unnest($3::text[]) as zone (key) cross join generate_series(0, 3) as rank (priority)
cross join lateral (
  select e.lead_id, e.priority, e.due_at, e.id, e.attempts = 0 as is_new from enrolments e
  where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = zone.key
    and e.priority = rank.priority and e.due_at <= $5
    and not exists (
      select 1 from calls live where live.tenant_id = e.tenant_id and live.phone = e.phone and live.status in ${LIVE_SQL}
    )
  order by e.due_at, e.id limit $4
) found
order by found.priority, found.due_at, found.id limit $4`;

/** A few of each zone and priority, and what was last decided about each: null when that was a call. */
const PUT_OFF = /* sql */ `
select next.lead_id as "leadId", next.due_at as "dueAt", case when next.held_for_person then 'PERSON_RESTING' when latest.verdict = 'ALLOW' then null
  else latest.reason end as reason
from (
  select found.lead_id, found.due_at, found.id, found.held_for_person
  from dial_zones zone cross join generate_series(0, 3) as rank (priority)
  cross join lateral (
    select e.lead_id, e.due_at, e.id, e.held_for_person from enrolments e
    where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = zone.zone_key
      and e.priority = rank.priority and e.due_at > $3
    order by e.due_at, e.id limit $4
  ) found
  where zone.tenant_id = $1
  order by found.due_at, found.id limit $4
) next
left join lateral (
  select d.verdict, d.reason from dial_checks d
  where d.tenant_id = $1 and d.lead_id = next.lead_id and d.enrolment_id = next.id
  order by d.decided_at desc, d.id desc limit 1
) latest on true`;
