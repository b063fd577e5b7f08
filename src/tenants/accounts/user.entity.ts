import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who signs in. May belong to several companies, so it has no tenant and only the platform role reads it. */
@Entity('users')
export class User {
  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  /** As `normalEmail` writes it. */
  @Column({ type: 'text', name: 'email' })
  email!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** argon2id in PHC string format. */
  @Column({ type: 'text', name: 'password_hash' })
  passwordHash!: string;

  @Column({ type: 'boolean', name: 'is_platform_admin' })
  isPlatformAdmin!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
