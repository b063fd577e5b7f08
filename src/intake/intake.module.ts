import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module';
import { ComplianceModule } from '../compliance/compliance.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { CompanyNumbersModule } from '../conversations/numbers/company-numbers.module';
import { TextsModule } from '../conversations/texts/texts.module';
import { LeadsModule } from '../leads/leads.module';
import { GuestPasses } from '../platform/access/guest-passes.service';
import { TenantsModule } from '../tenants/tenants.module';
import { FormMessages } from './form-messages.service';
import { ForgottenAnswers } from './forgotten-answers.service';
import { IdempotentAnswers } from './idempotent-answers.service';
import { IntakeLog } from './intake-log.service';
import { ChatPeople } from './live-chat/chat-people.service';
import { ChatReplies } from './live-chat/chat-replies.service';
import { ChatRepliesResolver } from './live-chat/chat-replies.resolver';
import { ChatSessions } from './live-chat/chat-sessions.service';
import { LiveChatController } from './live-chat/live-chat.controller';
import { LiveChatIntake } from './live-chat/live-chat-intake.service';
import { MissedCallController } from './missed-calls/missed-call.controller';
import { MissedCallListener } from './missed-calls/missed-call.listener';
import { MissedCallIntake } from './missed-calls/missed-call-intake.service';
import { MissedCallOnce } from './missed-calls/missed-call-once.service';
import { MissedCallRecords } from './missed-calls/missed-call-records.service';
import { MissedCallsModule } from './missed-calls/missed-calls.module';
import { TextBack } from './missed-calls/text-back.service';
import { TextBackStore } from './missed-calls/text-back-store.service';
import { TextBackSweep } from './missed-calls/text-back.sweep';
import { WebFormController } from './web-form.controller';
import { WebFormIntake } from './web-form-intake.service';

/** What people send us without being asked: forms, chats, and calls nobody took. */
@Module({
  imports: [
    AgentsModule,
    CompanyNumbersModule,
    ComplianceModule,
    ConversationsModule,
    LeadsModule,
    MissedCallsModule,
    TenantsModule,
    TextsModule,
  ],
  controllers: [WebFormController, LiveChatController, MissedCallController],
  providers: [
    WebFormIntake,
    FormMessages,
    IdempotentAnswers,
    ForgottenAnswers,
    GuestPasses,
    IntakeLog,
    ChatPeople,
    ChatReplies,
    ChatRepliesResolver,
    ChatSessions,
    LiveChatIntake,
    MissedCallIntake,
    MissedCallListener,
    MissedCallOnce,
    MissedCallRecords,
    TextBack,
    TextBackStore,
    TextBackSweep,
  ],
})
export class IntakeModule {}
