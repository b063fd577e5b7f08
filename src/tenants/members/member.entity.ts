import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../platform/access/role';

/** A person's place in one company. Email and name are copies for lists; the account owns them. */
@Entity('members')
export class Member {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  @Column({ type: 'text', name: 'role' })
  role!: Role;

  @Column({ type: 'text', name: 'email' })
  email!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
