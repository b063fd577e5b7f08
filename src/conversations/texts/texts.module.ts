import { Module } from '@nestjs/common';
import { ComplianceModule } from '../../compliance/compliance.module';
import { LeadsModule } from '../../leads/leads.module';
import { QueuesModule } from '../../platform/queues/queues.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { VoiceModule } from '../../voice/voice.module';
import { ContactedCompanies } from './contacted-companies.service';
import { InboundTexts } from './inbound-texts.service';
import { TextDispatch } from './text-dispatch.service';
import { TextListener } from './text.listener';
import { TextOutcomes } from './text-outcomes.service';
import { TextReconciler } from './text-reconciler.service';
import { TextReplies } from './text-replies.service';
import { TextSendingService } from './text-sending.service';
import { TextStore } from './text-store.service';
import { TextSweep } from './text-sweep';
import { TextWebhooksController } from './text-webhooks.controller';
import { TextsResolver } from './texts.resolver';

/** SMS and WhatsApp, both ways. */
@Module({
  imports: [ComplianceModule, LeadsModule, QueuesModule, TenantsModule, VoiceModule],
  controllers: [TextWebhooksController],
  providers: [
    ContactedCompanies,
    InboundTexts,
    TextDispatch,
    TextListener,
    TextOutcomes,
    TextReconciler,
    TextReplies,
    TextSendingService,
    TextStore,
    TextSweep,
    TextsResolver,
  ],
  exports: [TextSendingService, TextStore],
})
export class TextsModule {}
