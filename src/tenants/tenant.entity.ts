import { Column, Entity, PrimaryColumn } from 'typeorm';

export const TENANT_STATUSES = ['ACTIVE', 'PAUSED'] as const;

/** A paused company keeps its data and its members; nothing is dialed for it. */
export type TenantStatus = (typeof TENANT_STATUSES)[number];

export const MISSED_CALL_POLICIES = ['NONE', 'TEXT_BACK', 'CALL_BACK'] as const;

export type MissedCallPolicy = (typeof MISSED_CALL_POLICIES)[number];

/** A client company: owner of every tenant-owned row. */
@Entity('tenants')
export class Tenant {
  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** Lower case letters, digits and hyphens; unique over the platform. */
  @Column({ type: 'text', name: 'slug' })
  slug!: string;

  @Column({ type: 'text', name: 'status' })
  status!: TenantStatus;

  /** ISO 3166-1 alpha-2; national phone numbers are read as numbers of this country. */
  @Column({ type: 'character', length: 2, name: 'default_country' })
  defaultCountry!: string;

  /** IANA name; months and days of reports and budgets are counted in it. */
  @Column({ type: 'text', name: 'time_zone' })
  timeZone!: string;

  /** ISO 4217. */
  @Column({ type: 'character', length: 3, name: 'currency' })
  currency!: string;

  @Column({ type: 'integer', name: 'max_concurrent_calls' })
  maxConcurrentCalls!: number;

  /** Calls at once it gets before others get more than theirs; idle ones are lent. */
  @Column({ type: 'integer', name: 'guaranteed_calls' })
  guaranteedCalls!: number;

  /** Weight among the companies when calls are short. */
  @Column({ type: 'smallint', name: 'dialing_share' })
  dialingShare!: number;

  /** Calls of one day of its time zone, all campaigns together; null: no limit. */
  @Column({ type: 'integer', name: 'daily_call_limit', nullable: true })
  dailyCallLimit!: number | null;

  /** Minutes after a person's last message in which nobody calls them; 0: they may be called at once. */
  @Column({ type: 'integer', name: 'conversation_hold_minutes' })
  conversationHoldMinutes!: number;

  /** What follows a call of a person that nobody took. */
  @Column({ type: 'text', name: 'missed_call_policy' })
  missedCallPolicy!: MissedCallPolicy;

  /** What a text back says; null: what the program says. */
  @Column({ type: 'text', name: 'missed_call_text', nullable: true })
  missedCallText!: string | null;
  /** How its agents sound, in its own words; null: as each agent is told. */
  @Column({ type: 'text', name: 'brand_voice', nullable: true })
  brandVoice!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
