import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { isEmail } from 'class-validator';
import { loadRuntimeConfig } from '../bootstrap';
import type { AppConfig } from '../platform/config/config';
import { AppConfigModule } from '../platform/config/config.module';
import { DatabaseModule } from '../platform/database/database.module';
import { LoggingModule } from '../platform/logging/logging.module';
import { MetricsModule } from '../platform/metrics/metrics.module';
import { PubsubModule } from '../platform/pubsub/pubsub.module';
import { AccountsModule } from '../tenants/accounts/accounts.module';
import { AccountsService } from '../tenants/accounts/accounts.service';
import { PASSWORD_LENGTH } from '../tenants/accounts/email';
import { randomBase62 } from './random-base62';
import { RefreshTokens } from './sessions/refresh-tokens.service';
import { Standings } from './sessions/standing.service';

const USAGE = 'Usage: npm run admin:create -- --email <address> [--password-stdin]';
const GENERATED_LENGTH = 24;

/** Just enough of the program: no outbox relay, no queues, nothing that would start working on somebody's behalf. */
@Module({})
class AdminModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AdminModule,
      imports: [
        AppConfigModule.with(config),
        LoggingModule,
        MetricsModule,
        DatabaseModule,
        PubsubModule,
        AccountsModule,
      ],
      providers: [RefreshTokens, Standings],
    };
  }
}

/** Makes `email` a platform admin with this password, whether or not it has an account, and ends its sessions. */
export async function createPlatformAdmin(config: AppConfig, email: string, password: string): Promise<void> {
  if (!isEmail(email, { allow_utf8_local_part: false })) throw new Error(`--email must be an address. ${USAGE}`);
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
    throw new Error(`The password must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`);
  }
  const app = await NestFactory.createApplicationContext(AdminModule.with(config), { logger: ['warn', 'error'] });
  try {
    const userId = await app.get(AccountsService, { strict: false }).savePlatformAdmin(email, password);
    await app.get(RefreshTokens, { strict: false }).revokeAll(userId);
  } finally {
    await app.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { email: { type: 'string' }, 'password-stdin': { type: 'boolean', default: false } },
  });
  if (!values.email) throw new Error(`--email is missing. ${USAGE}`);
  const given = values['password-stdin'] ? await readPassword() : undefined;
  const password = given ?? randomBase62(GENERATED_LENGTH);
  const { config, stop } = await loadRuntimeConfig();
  try {
    await createPlatformAdmin(config, values.email, password);
  } finally {
    await stop();
  }
  process.stdout.write('admin:create: the platform admin can sign in\n');
  if (given === undefined) process.stdout.write(`password: ${password}\n`);
}

/** All of standard input but the line end that `echo` adds. */
async function readPassword(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`admin:create: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
