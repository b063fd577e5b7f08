import { Module } from '@nestjs/common';
import { LeadsModule } from '../leads/leads.module';
import { AgentEditor } from './agent-editor.service';
import { AgentsResolver } from './agents.resolver';
import { AgentsService } from './agents.service';

/** AI personas and their versions. */
@Module({
  imports: [LeadsModule],
  providers: [AgentsService, AgentEditor, AgentsResolver],
  exports: [AgentsService],
})
export class AgentsModule {}
