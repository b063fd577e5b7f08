import { Module } from '@nestjs/common';
import { ComplianceModule } from '../../compliance/compliance.module';
import { LeadsModule } from '../../leads/leads.module';
import { QueuesModule } from '../../platform/queues/queues.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { VoiceModule } from '../../voice/voice.module';
import { ContactedCompanies } from './contacted-companies.service';
import { CompanyNumbersModule } from '../numbers/company-numbers.module';
import { ConversationsModule } from '../conversations.module';
import { InboundTexts } from './inbound-texts.service';
import { TextAuthors } from './text-authors.service';
import { TextDispatch } from './text-dispatch.service';
import { TextHearing } from './text-hearing.service';
import { TextListener } from './text.listener';
import { TextOutcomes } from './text-outcomes.service';
import { TextReconciler } from './text-reconciler.service';
import { TextReplies } from './text-replies.service';
import { TextSendingService } from './text-sending.service';
import { TextSenders } from './text-senders.service';
import { TextStops } from './text-stops.service';
import { TextStore } from './text-store.service';
import { TextSweep } from './text-sweep';
import { TextWebhooksController } from './text-webhooks.controller';
import { TextsResolver } from './texts.resolver';
import { UnclaimedTexts } from './unclaimed-texts';

/** SMS and WhatsApp, both ways. */
@Module({
  imports: [
    CompanyNumbersModule,
    ComplianceModule,
    ConversationsModule,
    LeadsModule,
    QueuesModule,
    TenantsModule,
    VoiceModule,
  ],
  controllers: [TextWebhooksController],
  providers: [
    ContactedCompanies,
    InboundTexts,
    TextAuthors,
    TextDispatch,
    TextHearing,
    TextListener,
    TextOutcomes,
    TextReconciler,
    TextReplies,
    TextSendingService,
    TextSenders,
    TextStops,
    TextStore,
    TextSweep,
    TextsResolver,
    UnclaimedTexts,
  ],
  exports: [TextSendingService, TextStore],
})
export class TextsModule {}
