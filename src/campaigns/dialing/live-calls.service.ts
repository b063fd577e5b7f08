import { Injectable } from '@nestjs/common';
import { CallStopper } from '../../calls/following/call-stopper.service';
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

/** Those of which every part given holds. */
interface RingingCalls {
  readonly phone?: string;
  readonly campaignId?: string;
  /** What the call was allowed for. */
  readonly purpose?: string;
  /** Zones in which one of them lies. */
  readonly zoneKeys?: readonly string[];
}

interface RingingCall {
  readonly id: string;
  readonly status: 'DIALING' | 'RINGING';
  readonly provider_call_id: string;
}

/** Enrolments and calls that are not over. */
@Injectable()
export class LiveCalls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly carrier: Carrier,
    private readonly stopper: CallStopper,
  ) {}

  /** With the latest call of each, none while a lead has not been called; of campaigns of one purpose, where it is given. */
  openEnrolmentsOf(phone: string, purpose?: string): Promise<OpenEnrolment[]> {
    return this.work.single((tx) =>
      rowsOf<OpenEnrolment>(
        tx,
        `select e.id, (select c.id from calls c where c.tenant_id = e.tenant_id and c.enrolment_id = e.id order by c.created_at desc limit 1) as "callId"
         from enrolments e join campaigns p on p.tenant_id = e.tenant_id and p.id = e.campaign_id
         where e.tenant_id = $1 and e.phone = $2 and e.state <> 'ENDED' and ($3::text is null or p.purpose = $3)`,
        [currentTenantId(), phone, purpose ?? null],
      ),
    );
  }

  /**
   * Stops phones that only ring, or will, at the carrier. A conversation under way is ended by the agent, not by us; nor is one that
   * begins while we ask.
   * @throws AggregateError when some could not be stopped; every one has been tried.
   */
  async hangUpRinging({ phone, campaignId, purpose, zoneKeys }: RingingCalls): Promise<void> {
    const rows = await this.work.single((tx) =>
      rowsOf<RingingCall>(
        tx,
        `select id, status, provider_call_id from calls where tenant_id = $1 and status in ('DIALING', 'RINGING') and provider_call_id is not null
         and ($2::text is null or phone = $2) and ($3::uuid is null or campaign_id = $3) and ($4::text is null or purpose = $4)
         and ($5::text[] is null or zone_key = any($5))`,
        [currentTenantId(), phone ?? null, campaignId ?? null, purpose ?? null, zoneKeys ?? null],
      ),
    );
    const failures: unknown[] = [];
    await inLanes(rows, HANG_UP_LANES, async ({ id, status, provider_call_id: providerCallId }) => {
      try {
        // Whether a call that was only queued counts as an attempt, the carrier's answer says.
        if (status === 'DIALING') await this.stopper.stop(id, campaignId ? 'CAMPAIGN_STOPPED' : 'NOT_ALLOWED');
        else await this.carrier.cancel(providerCallId);
      } catch (error) {
        failures.push(error);
      }
    });
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${rows.length} phones still ring.`);
  }
}
