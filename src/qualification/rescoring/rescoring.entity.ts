import { Column, Entity, PrimaryColumn } from 'typeorm';

export const RESCORING_STATUSES = ['RUNNING', 'COMPLETED', 'SUPERSEDED'] as const;

/** SUPERSEDED: another version of the rubric is being applied instead. */
export type RescoringStatus = (typeof RESCORING_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const RESCORING_MOVES: Readonly<Record<'-' | RescoringStatus, readonly RescoringStatus[]>> = {
  '-': ['RUNNING'],
  RUNNING: ['COMPLETED', 'SUPERSEDED'],
  COMPLETED: [],
  SUPERSEDED: [],
};

/** One version of a rubric on its way over all leads it applies to. */
@Entity('rescorings')
export class Rescoring {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'uuid', name: 'rubric_id' })
  rubricId!: string;

  @Column({ type: 'integer', name: 'rubric_version' })
  rubricVersion!: number;

  @Column({ type: 'text', name: 'status' })
  status!: RescoringStatus;

  /** Leads are taken in the order of their ids; null before the first. */
  @Column({ type: 'uuid', name: 'last_lead_id', nullable: true })
  lastLeadId!: string | null;

  @Column({ type: 'integer', name: 'leads_seen' })
  leadsSeen!: number;

  @Column({ type: 'integer', name: 'leads_changed' })
  leadsChanged!: number;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
