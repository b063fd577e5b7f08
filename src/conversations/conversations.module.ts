import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module';
import { LeadsModule } from '../leads/leads.module';
import { QueuesModule } from '../platform/queues/queues.module';
import { ConversationLists } from './conversation-lists.service';
import { ConversationsResolver } from './conversations.resolver';
import { ConversationsService } from './conversations.service';
import { LeadConversationsResolver } from './lead-conversations.resolver';
import { ConversationHolds } from './threads/conversation-holds.service';
import { QuietThreads } from './threads/quiet-threads.sweep';
import { ThreadCast } from './threads/thread-cast.service';
import { ThreadWriters } from './threads/thread-writers.service';
import { ThreadsService } from './threads/threads.service';
import { TranscriptController } from './transcripts/transcript.controller';
import { TranscriptReader } from './transcripts/transcript-reader.service';
import { TurnListener } from './turn.listener';
import { TurnsResolver } from './turns.resolver';
import { TurnsService } from './turns.service';

/** What was said: conversations and their transcripts. */
@Module({
  imports: [LeadsModule, AgentsModule, QueuesModule],
  controllers: [TranscriptController],
  providers: [
    ConversationsService,
    TurnsService,
    ConversationLists,
    ConversationHolds,
    QuietThreads,
    ThreadCast,
    ThreadsService,
    ThreadWriters,
    TranscriptReader,
    TurnListener,
    ConversationsResolver,
    TurnsResolver,
    LeadConversationsResolver,
  ],
  exports: [ConversationHolds, ConversationsService, ThreadCast, ThreadsService, ThreadWriters, TurnsService],
})
export class ConversationsModule {}
