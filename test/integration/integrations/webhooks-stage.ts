import { v7 as uuidv7 } from 'uuid';
import { HostResolver } from '../../../src/integrations/webhooks/sending/host-resolver.port';
import { WebhookReceiver } from '../../../src/integrations/webhooks/sending/webhook-receiver.service';
import { WebhookRounds } from '../../../src/integrations/webhooks/sending/webhook-rounds.service';
import { WebhookSweep } from '../../../src/integrations/webhooks/sending/webhook-sweep';
import { WebhookEndpoints } from '../../../src/integrations/webhooks/endpoints/webhook-endpoints.service';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../../src/integrations/webhooks/webhook-events';
import { WebhookPlanner } from '../../../src/integrations/webhooks/webhook-planner.service';
import { WebhooksModule } from '../../../src/integrations/webhooks/webhooks.module';
import type { TestApp, TestAppOptions } from '../../support/test-app';
import { startEscalationApp } from '../escalation/escalation-stage';

/** DNS as a test wants it. */
export class ScriptedResolver extends HostResolver {
  asked = 0;
  answer: (host: string, nth: number) => readonly string[] = () => [];

  addressesOf(host: string): Promise<readonly string[]> {
    this.asked += 1;
    const found = this.answer(host, this.asked);
    if (found.length > 0) return Promise.resolve(found);
    return Promise.reject(Object.assign(new Error('There is no such host.'), { code: 'ENOTFOUND' }));
  }
}

export interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

export interface DeliveryRow {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly messageId: string;
  readonly dueAt: Date;
}

/** Webhooks on a database of their own; nothing is sent unless the test looks for what is due. */
export class WebhooksStage {
  readonly resolver = new ScriptedResolver();

  private constructor(readonly app: TestApp) {}

  static async start(options: TestAppOptions = {}): Promise<WebhooksStage> {
    const resolver = new ScriptedResolver();
    const app = await startEscalationApp({
      ...options,
      imports: [WebhooksModule, ...(options.imports ?? [])],
      listen: true,
      env: { WEBHOOK_ALLOW_LOOPBACK: 'true', ...options.env },
      overrides: [{ token: HostResolver, value: resolver }, ...(options.overrides ?? [])],
    });
    const stage = new WebhooksStage(app);
    Object.assign(stage, { resolver });
    app.get(WebhookReceiver).waits = { connectMs: 500, totalMs: 700 };
    // Receivers compare stamps with the clock of the machine.
    app.clock.set(new Date());
    return stage;
  }

  async endpoint(tenantId: string, url: string, events: readonly WebhookEvent[] = WEBHOOK_EVENTS): Promise<Endpoint> {
    const made = await this.app.asTenant(tenantId, () => this.app.get(WebhookEndpoints).create({ url, events }));
    if (made.kind !== 'ISSUED') throw new Error(`No endpoint was made: ${made.kind}.`);
    return { id: made.endpoint.id, secret: made.secret };
  }

  /** Something happened; told again under the same id it is the same. */
  async happen(tenantId: string, event: WebhookEvent = 'ticket.moved', eventId = uuidv7()): Promise<string> {
    const delivery = { eventId, occurredAt: this.app.clock.now(), attempt: 1 };
    const data = { ticketId: uuidv7(), status: 'OPEN' };
    await this.app.asTenant(tenantId, () => this.app.get(WebhookPlanner).plan(event, data, delivery));
    return `msg_${eventId.replaceAll('-', '')}`;
  }

  /** Sends all that is due, and waits for it. */
  async send(): Promise<void> {
    await this.look();
    await this.app.get(WebhookRounds).idle();
  }

  look(): Promise<void> {
    return this.app.get(WebhookSweep).lookForDue();
  }

  deliveries(tenantId: string): Promise<DeliveryRow[]> {
    return this.app.sql<DeliveryRow>(
      `select id, status, attempts, last_error as error, message_id as "messageId", due_at as "dueAt" from webhook_deliveries
       where tenant_id = $1 order by created_at, id`,
      [tenantId],
    );
  }

  async state(
    endpointId: string,
  ): Promise<{ status: string; because: string | null; failures: number; isSlow: boolean }> {
    const [row] = await this.app.sql<{ status: string; because: string | null; failures: number; isSlow: boolean }>(
      `select status, disabled_because as because, failures, is_slow as "isSlow" from webhook_endpoints where id = $1`,
      [endpointId],
    );
    if (!row) throw new Error('There is no such endpoint.');
    return row;
  }
}
