import { Injectable } from '@nestjs/common';
import { Carrier } from '../../voice/carrier.port';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { inLanes } from '../../platform/queues/in-lanes';

/** Phones stopped at once. */
const HANG_UP_LANES = 10;

export interface OpenEnrolment {
  readonly id: string;
  readonly callId: string | null;
}

/** Enrolments and calls that are not over. */
@Injectable()
export class LiveCalls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly carrier: Carrier,
  ) {}

  /** With the latest call of each; none while a lead has not been called. */
  openEnrolmentsOf(phone: string): Promise<OpenEnrolment[]> {
    return this.work.run((tx) =>
      rowsOf<OpenEnrolment>(
        tx,
        `select e.id, (select c.id from calls c where c.tenant_id = e.tenant_id and c.enrolment_id = e.id order by c.created_at desc limit 1) as "callId"
         from enrolments e where e.tenant_id = $1 and e.phone = $2 and e.state <> 'ENDED'`,
        [currentTenantId(), phone],
      ),
    );
  }

  /**
   * Stops phones that only ring, at the carrier. A conversation under way is ended by the agent, not by us.
   * @throws AggregateError when some could not be stopped; every one has been tried.
   */
  async hangUpRinging({ phone, campaignId }: { phone?: string; campaignId?: string }): Promise<void> {
    const rows = await this.work.run((tx) =>
      rowsOf<{ provider_call_id: string }>(
        tx,
        `select provider_call_id from calls where tenant_id = $1 and status in ('DIALING', 'RINGING') and provider_call_id is not null
         and ($2::text is null or phone = $2) and ($3::uuid is null or campaign_id = $3)`,
        [currentTenantId(), phone ?? null, campaignId ?? null],
      ),
    );
    const failures: unknown[] = [];
    await inLanes(rows, HANG_UP_LANES, async ({ provider_call_id: providerCallId }) => {
      try {
        await this.carrier.hangUp(providerCallId);
      } catch (error) {
        failures.push(error);
      }
    });
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${rows.length} phones still ring.`);
  }
}
