import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module';
import { LeadsModule } from '../leads/leads.module';
import { ConversationLists } from './conversation-lists.service';
import { ConversationsResolver } from './conversations.resolver';
import { ConversationsService } from './conversations.service';
import { LeadConversationsResolver } from './lead-conversations.resolver';
import { TurnListener } from './turn.listener';
import { TurnsResolver } from './turns.resolver';
import { TurnsService } from './turns.service';

/** What was said: conversations and their transcripts. */
@Module({
  imports: [LeadsModule, AgentsModule],
  providers: [
    ConversationsService,
    TurnsService,
    ConversationLists,
    TurnListener,
    ConversationsResolver,
    TurnsResolver,
    LeadConversationsResolver,
  ],
  exports: [ConversationsService, TurnsService],
})
export class ConversationsModule {}
