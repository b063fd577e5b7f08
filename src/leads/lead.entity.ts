import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Attributes } from './lead-attributes';
import type { LeadStage } from './lead-stage';
import type { LeadTemperature, PhoneStatus } from './lead-temperature';
import type { TimeZoneSource } from './time-zone-source';

/** PostgreSQL hands numeric over as text. */
const decimal: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** A person to contact; one per tenant and phone. */
@Entity('leads')
export class Lead {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** E.164; never changes, since it is who the lead is. */
  @Column({ type: 'text' })
  phone!: string;

  /** ISO 3166-1 alpha-2; null for numbers of no one country. */
  @Column({ type: 'character', length: 2, name: 'phone_country', nullable: true })
  phoneCountry!: string | null;

  @Column({ type: 'text', name: 'phone_status' })
  phoneStatus!: PhoneStatus;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  company!: string | null;

  @Column({ type: 'text', name: 'address_line', nullable: true })
  addressLine!: string | null;

  @Column({ type: 'text', name: 'address_city', nullable: true })
  addressCity!: string | null;

  @Column({ type: 'text', name: 'address_state', nullable: true })
  addressState!: string | null;

  @Column({ type: 'text', name: 'address_postal_code', nullable: true })
  addressPostalCode!: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column({ type: 'character', length: 2, name: 'address_country', nullable: true })
  addressCountry!: string | null;

  /** IANA name, as imported or stated; null when unknown. */
  @Column({ type: 'text', name: 'time_zone', nullable: true })
  timeZone!: string | null;

  /** Who says so; null, as of old, is IMPORTED. */
  @Column({ type: 'text', name: 'time_zone_source', nullable: true })
  timeZoneSource!: TimeZoneSource | null;

  /** Key of the dial zone: whose calling rules and which clocks apply. */
  @Column({ type: 'text', name: 'zone_key' })
  zoneKey!: string;

  @Column({ type: 'jsonb' })
  attributes!: Attributes;

  /** Where the lead came from first, for example `WEB_FORM`, `CSV`, `API`, or what the sender says. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text', name: 'form_name', nullable: true })
  formName!: string | null;

  @Column({ type: 'uuid', name: 'project_id', nullable: true })
  projectId!: string | null;

  /** The import that created the lead. */
  @Column({ type: 'uuid', name: 'import_id', nullable: true })
  importId!: string | null;

  /** The import that spoke of the lead last. */
  @Column({ type: 'uuid', name: 'last_import_id', nullable: true })
  lastImportId!: string | null;

  @Column({ type: 'text' })
  stage!: LeadStage;

  @Column({ type: 'text' })
  temperature!: LeadTemperature;

  /** 0 to 100; null without evidence. */
  @Column({ type: 'numeric', precision: 5, scale: 2, nullable: true, transformer: decimal })
  score!: number | null;

  @Column({ type: 'timestamptz', name: 'last_contacted_at', nullable: true })
  lastContactedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  /** The name as it is searched, lower case; kept by the database and read only by its statements. */
  @Column({ type: 'text', name: 'name_key', nullable: true, select: false, insert: false, update: false })
  readonly nameKey?: string | null;

  /** The score as it is sorted, in hundredths, -1 for none; kept by the database and read only by its statements. */
  @Column({ type: 'integer', name: 'score_key', select: false, insert: false, update: false })
  readonly scoreKey?: number;
}
