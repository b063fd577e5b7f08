import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CopiedKind } from './list-kind';

export const CONTACT_LIST_STATES = ['LOADING', 'CURRENT', 'REPLACED', 'FAILED'] as const;
export type ContactListState = (typeof CONTACT_LIST_STATES)[number];

/** A copy of a list kept by others, under the id of its import. Only a CURRENT one is asked. */
@Entity('contact_lists')
export class ContactList {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: CopiedKind;

  /** Row id of the rule base. */
  @Column({ type: 'text' })
  jurisdiction!: string;

  /** Sorted; null for all. */
  @Column({ type: 'text', array: true, name: 'area_codes', nullable: true })
  areaCodes!: string[] | null;

  /** The moment the copy speaks for. */
  @Column({ type: 'timestamptz', name: 'as_of' })
  asOf!: Date;

  @Column({ type: 'integer' })
  numbers!: number;

  @Column({ type: 'timestamptz', name: 'imported_at' })
  importedAt!: Date;

  /** Kind and id. */
  @Column({ type: 'text', name: 'imported_by' })
  importedBy!: string;

  @Column({ type: 'text' })
  state!: ContactListState;
}
