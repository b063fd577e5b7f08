import { Column, Entity, PrimaryColumn } from 'typeorm';

/** node-postgres hands bigint over as text; token counts stay far below 2^53. */
const count = { to: (value: number) => value, from: (value: string) => Number(value) };

/** What a tenant may spend, has spent and has promised of one month's tokens. */
@Entity('token_budgets')
export class TokenBudget {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  /** `2026-11` */
  @PrimaryColumn({ type: 'text', name: 'period' })
  period!: string;

  @Column({ type: 'bigint', name: 'token_limit', transformer: count })
  tokenLimit!: number;

  @Column({ type: 'bigint', name: 'used', transformer: count })
  used!: number;

  @Column({ type: 'bigint', name: 'reserved', transformer: count })
  reserved!: number;

  /** The last threshold told of: 0, 80 or 100. */
  @Column({ type: 'smallint', name: 'alerted_percent' })
  alertedPercent!: number;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
