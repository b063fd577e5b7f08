import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an agent speaks: what a version is made of. */
export interface Persona {
  voice: string;
  language: string;
  greeting: string;
  prompt: string;
}

/** An AI persona as it is now. What it was when it spoke is kept in AgentVersion. */
@Entity('agents')
export class Agent implements Persona {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'uuid', name: 'project_id', nullable: true })
  projectId!: string | null;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'integer', name: 'version' })
  version!: number;

  @Column({ type: 'text', name: 'provider' })
  provider!: 'TWILIO';

  @Column({ type: 'text', name: 'provider_agent_id', nullable: true })
  providerAgentId!: string | null;

  @Column({ type: 'text', name: 'voice' })
  voice!: string;

  @Column({ type: 'text', name: 'language' })
  language!: string;

  @Column({ type: 'text', name: 'greeting' })
  greeting!: string;

  @Column({ type: 'text', name: 'prompt' })
  prompt!: string;

  @Column({ type: 'boolean', name: 'is_active' })
  isActive!: boolean;

  /** Over all campaigns and calls by hand; null for as many as those may have. */
  @Column({ type: 'integer', name: 'max_concurrent_calls', nullable: true })
  maxConcurrentCalls!: number | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
