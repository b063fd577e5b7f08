import { Injectable } from '@nestjs/common';
import { type SentText, TextSendingService } from '../../conversations/texts/text-sending.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import type { CampaignStatus } from '../rules/campaign-status';
import type { FallbackStatus } from './fallback-text.entity';
import { UNANSWERED } from './person-history';

/** What stands in the way may pass any time: a pause, a number yet to be configured. */
const RECHECK_MS = 10 * 60_000;

interface DueText {
  readonly leadId: string;
  readonly body: string;
  readonly purpose: 'MARKETING' | 'INFORMATIONAL';
  readonly reason: string | null;
  readonly giveUpAt: Date;
  readonly campaignStatus: CampaignStatus;
  /** Another call of the company has reached the person since: there is nothing left to follow. Null while only that call can tell. */
  readonly isReached: boolean | null;
}

/** What became of a text; it waits on where a moment is given. */
type Fate =
  | { readonly status: Exclude<FallbackStatus, 'SENT'>; readonly reason: string; readonly dueAt?: Date }
  | { readonly status: 'SENT'; readonly textMessageId: string };

/**
 * Sends texts that follow a last attempt, through the same gate as every other. The key of the request is the enrolment: however often
 * this runs, and wherever it dies, the person gets one text.
 */
@Injectable()
export class FallbackSender {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly texts: TextSendingService,
  ) {}

  /** Nothing happens to one that is not due, or is done. @throws Conflict while what the person agrees to is being changed. */
  async send(enrolmentId: string): Promise<void> {
    const moment = this.clock.now();
    const due = await this.work.single((tx) =>
      rowOf<DueText>(tx, DUE, [currentTenantId(), enrolmentId, moment, UNANSWERED]),
    );
    if (!due) return;
    const fate = inTime(await this.fateOf(due, enrolmentId, moment), due);
    const [reason, dueAt, textId] =
      fate.status === 'SENT' ? [null, null, fate.textMessageId] : [fate.reason, fate.dueAt ?? null, null];
    await this.work.single((tx) =>
      changedBy(tx, SETTLE, [currentTenantId(), enrolmentId, fate.status, reason, dueAt, textId, moment]),
    );
  }

  private async fateOf(due: DueText, enrolmentId: string, moment: Date): Promise<Fate> {
    const later = new Date(moment.getTime() + RECHECK_MS);
    if (due.campaignStatus === 'CANCELLED') return { status: 'GIVEN_UP', reason: 'CAMPAIGN_STOPPED' };
    if (due.isReached) return { status: 'GIVEN_UP', reason: 'PERSON_REACHED' };
    if (due.isReached === null) return { status: 'WAITING', reason: 'PERSON_BUSY', dueAt: later };
    if (moment >= due.giveUpAt) return { status: 'GIVEN_UP', reason: due.reason ?? 'TOO_LATE' };
    if (due.campaignStatus === 'PAUSED') return { status: 'WAITING', reason: 'CAMPAIGN_PAUSED', dueAt: later };
    try {
      const { leadId, body, purpose } = due;
      const requestKey = `fallback:${enrolmentId}`;
      return fateOfSent(await this.texts.send({ leadId, channel: 'SMS', body, purpose, requestKey }), later);
    } catch (error) {
      if (error instanceof BadUserInput) return { status: 'REFUSED', reason: 'TEXT_UNUSABLE' };
      if (error instanceof NotFound) return { status: 'REFUSED', reason: 'LEAD_GONE' };
      throw error;
    }
  }
}

function fateOfSent(sent: SentText, later: Date): Fate {
  if (sent.kind === 'SENT') return { status: 'SENT', textMessageId: sent.text.id };
  if (sent.kind !== 'REFUSED') return { status: 'WAITING', reason: sent.kind, dueAt: later };
  const { verdict, reason } = sent.decision;
  return verdict === 'DEFER'
    ? { status: 'WAITING', reason, dueAt: sent.decision.until }
    : { status: 'REFUSED', reason };
}

/** A wait beyond its time is over at once: the last receipt says why. */
function inTime(fate: Fate, { giveUpAt }: DueText): Fate {
  if (fate.status !== 'WAITING' || !fate.dueAt || fate.dueAt < giveUpAt) return fate;
  return { status: 'GIVEN_UP', reason: fate.reason };
}

const DUE = /* sql */ `
select f.lead_id as "leadId", f.body, f.purpose, f.reason, f.give_up_at as "giveUpAt", c.status as "campaignStatus",
  (select case when bool_or(k.outcome <> all ($4)) then true when bool_or(k.outcome is null) then null else false end from calls k
    where k.tenant_id = f.tenant_id and k.lead_id = f.lead_id and k.answered_at >= f.created_at) as "isReached"
from fallback_texts f join campaigns c on c.tenant_id = f.tenant_id and c.id = f.campaign_id
where f.tenant_id = $1 and f.enrolment_id = $2 and f.status = 'WAITING' and f.due_at <= $3`;

const SETTLE = /* sql */ `
update fallback_texts set status = $3, reason = $4, due_at = coalesce($5, due_at), text_message_id = $6, updated_at = $7
where tenant_id = $1 and enrolment_id = $2 and status = 'WAITING'`;
