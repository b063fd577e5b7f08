import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AttemptLimiter } from './attempt-limiter.service';
import { normalEmail } from './email';
import { Passwords } from './passwords.service';
import { User } from './user.entity';

/** An attempt to prove who one is. */
export interface PasswordAttempt {
  readonly email: string;
  readonly password: string;
  /** IP address of the caller. */
  readonly address: string;
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** People who sign in, whatever company they belong to. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly limiter: AttemptLimiter,
  ) {}

  async findByEmail(email: string): Promise<User | null> {
    return this.work.singleAsPlatform('look up an account', (tx) =>
      tx.getRepository(User).findOneBy({ email: normalEmail(email) }),
    );
  }

  /**
   * The account whose password this is, or null; both take the same time whether or not the address has an account.
   * @throws RateLimited after too many failures.
   */
  async prove({ email, password, address }: PasswordAttempt): Promise<User | null> {
    const succeeded = await this.limiter.begin({ email, address });
    const user = await this.findByEmail(email);
    if (!(await this.passwords.matches(user?.passwordHash, password)) || !user) return null;
    await succeeded();
    if (!this.passwords.isOutdated(user.passwordHash)) return user;
    await this.work.asPlatform('renew a password hash', (tx) => this.renewHash(tx, user, password));
    return user;
  }

  /** Creates the account within `tx`; null when the address has one already. */
  async register(tx: EntityManager, account: NewAccount): Promise<User | null> {
    const now = this.clock.now();
    const user: User = {
      id: uuidv7(),
      email: normalEmail(account.email),
      name: account.name.trim(),
      passwordHash: await this.passwords.hash(account.password),
      isPlatformAdmin: false,
      createdAt: now,
      updatedAt: now,
    };
    const inserted = await changedBy(
      tx,
      `insert into users (id, email, name, password_hash, is_platform_admin, created_at, updated_at)
       values ($1, $2, $3, $4, false, $5, $5) on conflict (email) do nothing`,
      [user.id, user.email, user.name, user.passwordHash, now],
    );
    return inserted === 1 ? user : null;
  }

  /** Hashes the password afresh, here and in `user`, if the stored hash is still that one; false when somebody was faster. */
  async renewHash(tx: EntityManager, user: User, password: string): Promise<boolean> {
    const passwordHash = await this.passwords.hash(password);
    const changed = await changedBy(
      tx,
      'update users set password_hash = $3, updated_at = $4 where id = $1 and password_hash = $2',
      [user.id, user.passwordHash, passwordHash, this.clock.now()],
    );
    if (changed === 1) user.passwordHash = passwordHash;
    return changed === 1;
  }

  /** Makes the account of `email` a platform admin with this password, creating it when there is none. Answers its id. */
  async savePlatformAdmin(email: string, password: string): Promise<string> {
    return this.work.asPlatform('create a platform admin', async (tx) => {
      const users = tx.getRepository(User);
      const user =
        (await this.register(tx, { email, name: '', password })) ??
        (await users.findOneByOrFail({ email: normalEmail(email) }));
      await this.renewHash(tx, user, password);
      await users.update({ id: user.id }, { isPlatformAdmin: true });
      return user.id;
    });
  }
}
