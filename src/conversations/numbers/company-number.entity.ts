import { Column, Entity, PrimaryColumn } from 'typeorm';

export const NUMBER_CHANNELS = ['SMS', 'WHATSAPP', 'VOICE'] as const;

export type NumberChannel = (typeof NUMBER_CHANNELS)[number];

/** A number of the platform's accounts that is one company's alone on this channel. */
@Entity('company_numbers')
export class CompanyNumber {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  channel!: NumberChannel;

  /** E.164. */
  @Column({ type: 'text' })
  phone!: string;

  /** What somebody who contacts it first is interested in. */
  @Column({ type: 'uuid', name: 'project_id', nullable: true })
  projectId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
