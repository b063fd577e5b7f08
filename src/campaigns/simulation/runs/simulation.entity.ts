import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SimulationReport } from '../report';

export const SIMULATION_STATUSES = ['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type SimulationStatus = (typeof SIMULATION_STATUSES)[number];

/** A campaign that is, or was, played on a virtual clock. */
@Entity('simulations')
export class Simulation {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'campaign_id' })
  campaignId!: string;

  @Column({ type: 'text' })
  status!: SimulationStatus;

  @Column({ type: 'integer' })
  seed!: number;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'smallint' })
  days!: number;

  /** Times it was begun: a process may die with it. */
  @Column({ type: 'smallint' })
  tries!: number;

  @Column({ type: 'integer' })
  leads!: number;

  @Column({ type: 'integer', name: 'leads_done' })
  leadsDone!: number;

  @Column({ type: 'integer' })
  calls!: number;

  @Column({ type: 'timestamptz', name: 'virtual_time', nullable: true })
  virtualTime!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  report!: SimulationReport | null;

  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
