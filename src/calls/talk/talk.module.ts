import { Module } from '@nestjs/common';
import { AgentsModule } from '../../agents/agents.module';
import { ComplianceModule } from '../../compliance/compliance.module';
import { ConversationsModule } from '../../conversations/conversations.module';
import { LanguageModelsModule } from '../../language-models/language-models.module';
import { LeadsModule } from '../../leads/leads.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { TransferDeskModule } from '../transfers/transfer-desk.module';
import { NextLine } from './next-line.service';
import { SpokenConversation } from './spoken-conversation.service';
import { TalkAdviser } from './talk-adviser.service';
import { TalkBackground } from './talk-background.service';
import { TalkHandOver } from './talk-hand-over.service';
import { TalkLimits } from './talk-limits';
import { TalkReplies } from './talk-replies.service';
import { TalkScenes } from './talk-scenes.service';
import { TalkTranscript } from './talk-transcript.service';

/** What the agent says on a call. */
@Module({
  imports: [
    AgentsModule,
    ComplianceModule,
    ConversationsModule,
    LanguageModelsModule,
    LeadsModule,
    TenantsModule,
    TransferDeskModule,
  ],
  providers: [
    SpokenConversation,
    NextLine,
    TalkScenes,
    TalkAdviser,
    TalkBackground,
    TalkTranscript,
    TalkReplies,
    TalkHandOver,
    TalkLimits,
  ],
  exports: [SpokenConversation, TalkBackground],
})
export class TalkModule {}
