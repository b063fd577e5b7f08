import { Column, Entity, PrimaryColumn } from 'typeorm';

/** WAITING: for a lawful moment. SENT: handed over. REFUSED: the rules forbid it. GIVEN_UP: no lawful moment came in time. */
export const FALLBACK_STATUSES = ['WAITING', 'SENT', 'REFUSED', 'GIVEN_UP'] as const;

export type FallbackStatus = (typeof FALLBACK_STATUSES)[number];

/** Legal moves; the database holds the same table and refuses every other. */
export const FALLBACK_MOVES: Readonly<Record<FallbackStatus | '-', readonly FallbackStatus[]>> = {
  '-': ['WAITING'],
  WAITING: ['SENT', 'REFUSED', 'GIVEN_UP'],
  SENT: [],
  REFUSED: [],
  GIVEN_UP: [],
};

/** The one text after the last attempt of an enrolment that reached nobody. */
@Entity('fallback_texts')
export class FallbackText {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'enrolment_id' })
  enrolmentId!: string;

  @Column({ type: 'uuid', name: 'campaign_id' })
  campaignId!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  /** With its gaps filled in, as the lead stood then. */
  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'text' })
  purpose!: 'MARKETING' | 'INFORMATIONAL';

  @Column({ type: 'text' })
  status!: FallbackStatus;

  /** Why it waits, was refused or given up, as code. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'timestamptz', name: 'give_up_at' })
  giveUpAt!: Date;

  @Column({ type: 'uuid', name: 'text_message_id', nullable: true })
  textMessageId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
