import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { changedBy } from '../../../platform/database/sql';
import { Outbox } from '../../../platform/events/outbox';
import { AuditTrail } from '../../../tenants/audit-trail.service';
import { WebhookEndpointDisabled } from '../webhooks.events';
import { type DisabledBecause, WebhookEndpoint } from './webhook-endpoint.entity';

/** Switches endpoints off; what waits for them has failed with that, and can be replayed. The caller holds the endpoint. */
@Injectable()
export class EndpointSwitch {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** Noted in the audit log; told to the company, unless it has done so itself. */
  async switchOff(tx: EntityManager, id: string, because: DisabledBecause): Promise<void> {
    const updatedAt = this.clock.now();
    const key = { tenantId: currentTenantId(), id };
    await tx.update(WebhookEndpoint, key, { status: 'DISABLED', disabledBecause: because, updatedAt });
    await this.failWaiting(tx, id, 'ENDPOINT_DISABLED');
    await this.note('webhook-endpoint.disabled', id, { because });
    if (because !== 'BY_HAND') await this.outbox.record(WebhookEndpointDisabled, { endpointId: id, because });
  }

  async note(action: string, id: string, details?: object): Promise<void> {
    await this.audit.record({ action, target: `webhook-endpoint:${id}`, details });
  }

  async failWaiting(tx: EntityManager, endpointId: string, error: string): Promise<void> {
    await changedBy(tx, FAIL_WAITING, [currentTenantId(), endpointId, this.clock.now(), error]);
  }
}

const FAIL_WAITING = /* sql */ `
update webhook_deliveries set status = 'FAILED', settled_at = $3, last_error = $4
where tenant_id = $1 and endpoint_id = $2 and status = 'WAITING'`;
