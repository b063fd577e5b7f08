import { Injectable } from '@nestjs/common';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { Agent } from './agent.entity';
import { AgentVersion } from './agent-version.entity';

export interface AgentSelection {
  readonly projectId?: string | null;
  readonly active?: boolean | null;
}

const COLUMNS: KeysetOrder<Agent> = [
  { expression: 'agent.createdAt', direction: 'ASC', cast: 'timestamptz', keyOf: (agent) => agent.createdAt },
  { expression: 'agent.id', direction: 'ASC', cast: 'uuid', keyOf: (agent) => agent.id },
];

/** Looks agents up. A deleted agent is found by its id alone, for the calls it made, and listed nowhere. */
@Injectable()
export class AgentsService {
  constructor(private readonly work: UnitOfWork) {}

  async find(id: string): Promise<Agent | null> {
    return this.work.single((tx) => tx.findOneBy(Agent, { tenantId: currentTenantId(), id }));
  }

  /** @throws NotFound */
  async get(id: string): Promise<Agent> {
    const agent = await this.find(id);
    if (!agent) throw new NotFound('Agent');
    return agent;
  }

  async getMany(ids: readonly string[]): Promise<Map<string, Agent>> {
    const agents = await this.work.single((tx) => tx.findBy(Agent, { tenantId: currentTenantId(), id: In([...ids]) }));
    return new Map(agents.map((agent) => [agent.id, agent]));
  }

  /** What the agent was at that version. @throws NotFound */
  async versionOf(agentId: string, version: number): Promise<AgentVersion> {
    const key = { tenantId: currentTenantId(), agentId, version };
    const found = await this.work.single((tx) => tx.findOneBy(AgentVersion, key));
    if (!found) throw new NotFound('Agent version');
    return found;
  }

  /** Agents a campaign of the project may call with, oldest first. */
  async listActive(projectId: string): Promise<Agent[]> {
    return this.work.single((tx) =>
      this.selection(tx.createQueryBuilder(Agent, 'agent'), { projectId, active: true }).orderBy('agent.id').getMany(),
    );
  }

  /** Who may speak where no project says: an agent of no project, or the only active one there is; null where neither is. */
  async findGeneral(): Promise<Agent | null> {
    const [first, second] = await this.work.single((tx) =>
      this.selection(tx.createQueryBuilder(Agent, 'agent'), { active: true })
        .orderBy('agent.projectId', 'ASC', 'NULLS FIRST')
        .addOrderBy('agent.id')
        .limit(2)
        .getMany(),
    );
    return first && (first.projectId === null || !second) ? first : null;
  }

  /** Oldest first. */
  async list(selection: AgentSelection, page: PageRequest): Promise<Page<Agent>> {
    const select = (tx: EntityManager) => this.selection(tx.createQueryBuilder(Agent, 'agent'), selection);
    return pageBy(this.work, select, COLUMNS, page);
  }

  private selection(
    query: SelectQueryBuilder<Agent>,
    { projectId, active }: AgentSelection,
  ): SelectQueryBuilder<Agent> {
    query.where('agent.tenantId = :tenantId and agent.deletedAt is null', { tenantId: currentTenantId() });
    if (projectId) query.andWhere('agent.projectId = :projectId', { projectId });
    if (typeof active === 'boolean') query.andWhere('agent.isActive = :active', { active });
    return query;
  }
}
