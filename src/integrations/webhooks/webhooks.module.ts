import { Module } from '@nestjs/common';
import { QueuesModule } from '../../platform/queues/queues.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { WebhookDeliveriesResolver } from './deliveries/webhook-deliveries.resolver';
import { WebhookDeliveries } from './deliveries/webhook-deliveries.service';
import { EndpointSwitch } from './endpoints/endpoint-switch.service';
import { WebhookEndpointEditor } from './endpoints/webhook-endpoint-editor.service';
import { WebhookEndpointsResolver } from './endpoints/webhook-endpoints.resolver';
import { WebhookEndpoints } from './endpoints/webhook-endpoints.service';
import { DnsHostResolver } from './sending/dns-host-resolver';
import { HostResolver } from './sending/host-resolver.port';
import { WebhookDispatch } from './sending/webhook-dispatch.service';
import { WebhookLedger } from './sending/webhook-ledger.service';
import { WebhookMetrics } from './sending/webhook-metrics.service';
import { WebhookReceiver } from './sending/webhook-receiver.service';
import { WebhookRounds } from './sending/webhook-rounds.service';
import { WebhookSender } from './sending/webhook-sender.service';
import { WebhookStore } from './sending/webhook-store.service';
import { WebhookSweep } from './sending/webhook-sweep';
import { WebhookListener } from './webhook.listener';
import { WebhookPlanner } from './webhook-planner.service';
import { WebhookSecrets } from './webhook-secrets.service';
import { WEBHOOKS_QUEUE } from './webhooks.jobs';

/** How programs of companies are told what happened. */
@Module({
  imports: [TenantsModule, QueuesModule.forQueue(WEBHOOKS_QUEUE)],
  providers: [
    WebhookSecrets,
    WebhookListener,
    WebhookPlanner,
    EndpointSwitch,
    WebhookEndpoints,
    WebhookEndpointEditor,
    WebhookEndpointsResolver,
    WebhookDeliveries,
    WebhookDeliveriesResolver,
    WebhookStore,
    WebhookLedger,
    WebhookMetrics,
    WebhookReceiver,
    WebhookSender,
    WebhookDispatch,
    WebhookRounds,
    WebhookSweep,
    { provide: HostResolver, useClass: DnsHostResolver },
  ],
  exports: [WebhookEndpoints],
})
export class WebhooksModule {}
