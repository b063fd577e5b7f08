import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ProjectsService } from '../leads/projects/projects.service';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { Agent, type Persona } from './agent.entity';
import { AgentVersion } from './agent-version.entity';
import { AgentActivated, AgentLimitChanged } from './agents.events';
import { ROW_LOCK } from '../platform/database/sql';

export interface NewAgent extends Pick<Agent, 'name' | 'greeting' | 'prompt'> {
  readonly projectId?: string | null;
  readonly voice?: string | null;
  readonly language?: string | null;
  readonly providerAgentId?: string | null;
  /** Null for no limit of its own. */
  readonly maxConcurrentCalls?: number | null;
}

/** Absent fields stay as they are; null empties a field that may be empty and is ignored for the others. */
export interface AgentChanges {
  readonly name?: string | null;
  readonly projectId?: string | null;
  readonly providerAgentId?: string | null;
  readonly voice?: string | null;
  readonly language?: string | null;
  readonly greeting?: string | null;
  readonly prompt?: string | null;
  readonly maxConcurrentCalls?: number | null;
}

const DEFAULT_VOICE = 'Polly.Joanna-Neural';
const DEFAULT_LANGUAGE = 'en-US';

/** Makes and changes agents, and keeps every version of how they speak. */
@Injectable()
export class AgentEditor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly projects: ProjectsService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the project does not exist. */
  async create(input: NewAgent): Promise<Agent> {
    return this.work.run(async (tx) => {
      if (input.projectId) await this.projects.get(input.projectId);
      const now = this.clock.now();
      const agent = tx.create(Agent, {
        tenantId: currentTenantId(),
        id: uuidv7(),
        projectId: input.projectId ?? null,
        name: input.name,
        version: 1,
        provider: 'TWILIO',
        providerAgentId: input.providerAgentId ?? null,
        voice: input.voice ?? DEFAULT_VOICE,
        language: input.language ?? DEFAULT_LANGUAGE,
        greeting: input.greeting,
        prompt: input.prompt,
        maxConcurrentCalls: input.maxConcurrentCalls ?? null,
        isActive: false,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      });
      await tx.insert(Agent, agent);
      await this.keepVersion(tx, agent);
      return agent;
    });
  }

  /** @throws NotFound when the agent, or its new project, does not exist. */
  async change(id: string, changes: AgentChanges): Promise<Agent> {
    return this.work.run(async (tx) => {
      const agent = await this.lock(tx, id);
      if (changes.projectId) await this.projects.get(changes.projectId);
      const before = personaOf(agent);
      applyChanges(agent, changes);
      const speaksDifferently = JSON.stringify(before) !== JSON.stringify(personaOf(agent));
      if (speaksDifferently) agent.version += 1;
      agent.updatedAt = this.clock.now();
      await tx.save(Agent, agent);
      if (speaksDifferently) await this.keepVersion(tx, agent);
      if (changes.maxConcurrentCalls !== undefined) await this.outbox.record(AgentLimitChanged, { agentId: id });
      return agent;
    });
  }

  async activate(id: string): Promise<Agent> {
    return this.switch(id, true);
  }

  async deactivate(id: string): Promise<Agent> {
    return this.switch(id, false);
  }

  /** Calls and transcripts still refer to the agent, so its row stays and is listed no more. */
  async remove(id: string): Promise<Agent> {
    return this.work.run(async (tx) => {
      const agent = await this.lock(tx, id);
      const now = this.clock.now();
      return tx.save(Agent, Object.assign(agent, { isActive: false, deletedAt: now, updatedAt: now }));
    });
  }

  private async switch(id: string, isActive: boolean): Promise<Agent> {
    return this.work.run(async (tx) => {
      const agent = await this.lock(tx, id);
      if (agent.isActive === isActive) return agent;
      if (isActive) await this.outbox.record(AgentActivated, { agentId: id });
      return tx.save(Agent, Object.assign(agent, { isActive, updatedAt: this.clock.now() }));
    });
  }

  /** @throws NotFound when there is no such agent, or it was deleted. */
  private async lock(tx: EntityManager, id: string): Promise<Agent> {
    const agent = await tx.findOne(Agent, {
      where: { tenantId: currentTenantId(), id },
      lock: ROW_LOCK,
    });
    if (!agent || agent.deletedAt) throw new NotFound('Agent');
    return agent;
  }

  private async keepVersion(tx: EntityManager, agent: Agent): Promise<void> {
    const { tenantId, id: agentId, version, updatedAt: createdAt } = agent;
    await tx.insert(AgentVersion, { tenantId, agentId, version, ...personaOf(agent), createdAt });
  }
}

function personaOf({ voice, language, greeting, prompt }: Persona): Persona {
  return { voice, language, greeting, prompt };
}

function applyChanges(agent: Agent, changes: AgentChanges): void {
  if (changes.projectId !== undefined) agent.projectId = changes.projectId;
  if (changes.providerAgentId !== undefined) agent.providerAgentId = changes.providerAgentId;
  if (changes.maxConcurrentCalls !== undefined) agent.maxConcurrentCalls = changes.maxConcurrentCalls;
  agent.name = changes.name ?? agent.name;
  agent.voice = changes.voice ?? agent.voice;
  agent.language = changes.language ?? agent.language;
  agent.greeting = changes.greeting ?? agent.greeting;
  agent.prompt = changes.prompt ?? agent.prompt;
}
