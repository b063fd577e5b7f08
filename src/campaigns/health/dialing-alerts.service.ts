import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { Topics } from '../../platform/pubsub/topics';
import { type AlertKind, DialingAlert } from './dialing-alert.entity';
import { type AlertNews, DialingAlerted } from './dialing-alerts.topic';

export interface NewAlert {
  /** What makes it this alert and no other, for example the call and its moment; raised again it is not told again. */
  readonly key: string;
  readonly kind: AlertKind;
  /** A code, never words of a person. */
  readonly reason?: string | null;
  readonly campaignId?: string;
  readonly callId?: string;
  /** Where the leads come from that it is about. */
  readonly source?: string;
  /** When it happened; now when left out. */
  readonly at?: Date;
}

const NEWEST_FIRST: KeysetOrder<DialingAlert> = [
  { expression: 'alert.at', direction: 'DESC', cast: 'timestamptz', keyOf: (alert) => alert.at },
  { expression: 'alert.id', direction: 'DESC', cast: 'uuid', keyOf: (alert) => alert.id },
];

/** Tells a company what its dialing needs a look at: kept as rows, and told to whoever listens once the transaction has committed. */
@Injectable()
export class DialingAlerts {
  constructor(
    private readonly work: UnitOfWork,
    private readonly topics: Topics,
    private readonly clock: Clock,
  ) {}

  /** In the open unit of work, or one of its own. May be called again with the same key. */
  async raise({ key, kind, reason, campaignId, callId, source, at = this.clock.now() }: NewAlert): Promise<void> {
    await this.work.run(async (tx) => {
      const about = { reason: reason ?? null, campaignId: campaignId ?? null, callId: callId ?? null };
      const row = await rowOf<{ id: string }>(tx, INSERT, [
        currentTenantId(),
        uuidv7(),
        key,
        kind,
        ...Object.values(about),
        source ?? null,
        at,
      ]);
      if (!row) return;
      const news: AlertNews = { id: row.id, kind, ...about, source: source ?? null, at: at.toISOString() };
      this.work.afterCommit(() => this.topics.publish(DialingAlerted, news));
    });
  }

  /** Newest first; of one campaign, where it is given. */
  list(campaignId: string | null, page: PageRequest): Promise<Page<DialingAlert>> {
    return pageBy(
      this.work,
      (tx) => {
        const query = tx
          .createQueryBuilder(DialingAlert, 'alert')
          .where('alert.tenantId = :tenantId', { tenantId: currentTenantId() });
        return campaignId ? query.andWhere('alert.campaignId = :campaignId', { campaignId }) : query;
      },
      NEWEST_FIRST,
      page,
    );
  }
}

const INSERT = /* sql */ `
insert into dialing_alerts (tenant_id, id, alert_key, kind, reason, campaign_id, call_id, source, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, alert_key) do nothing returning id`;
