import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Persona } from './agent.entity';

/** What an agent was when it spoke; never changed. */
@Entity('agent_versions')
export class AgentVersion implements Persona {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'agent_id' })
  agentId!: string;

  /** Counts from 1. */
  @PrimaryColumn({ type: 'integer', name: 'version' })
  version!: number;

  @Column({ type: 'text', name: 'voice' })
  voice!: string;

  @Column({ type: 'text', name: 'language' })
  language!: string;

  @Column({ type: 'text', name: 'greeting' })
  greeting!: string;

  @Column({ type: 'text', name: 'prompt' })
  prompt!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
