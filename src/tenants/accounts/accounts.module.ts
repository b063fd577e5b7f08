import { Module } from '@nestjs/common';
import { AccountsService } from './accounts.service';
import { AttemptLimiter } from './attempt-limiter.service';
import { Passwords } from './passwords.service';

/** People who sign in. Needs the platform's config, database and Redis. */
@Module({
  providers: [AccountsService, AttemptLimiter, Passwords],
  exports: [AccountsService],
})
export class AccountsModule {}
