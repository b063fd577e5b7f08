import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LanguageModel, type ModelRequest } from '../../../src/language-models/language-model.port';
import { LanguageModelsModule } from '../../../src/language-models/language-models.module';
import { loadConfig } from '../../../src/platform/config/config';
import { AppConfigModule } from '../../../src/platform/config/config.module';
import { runAsSystem } from '../../../src/platform/context/run-as-system';
import { DatabaseModule } from '../../../src/platform/database/database.module';
import { EventsModule } from '../../../src/platform/events/events.module';
import { PlatformHttpModule } from '../../../src/platform/http/platform-http.module';
import { LoggingModule } from '../../../src/platform/logging/logging.module';
import { MetricsModule } from '../../../src/platform/metrics/metrics.module';
import { PubsubModule } from '../../../src/platform/pubsub/pubsub.module';
import { QueuesModule } from '../../../src/platform/queues/queues.module';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';

/** What a process is told to ask. */
export interface Errand {
  readonly variables: Record<string, string>;
  readonly tenantId: string;
  readonly request: ModelRequest;
}

@Module({})
class Asking {}

/** Asks a model and stands still where the answer has come and nothing is settled yet; says so, and waits for its end. */
async function ask({ variables, tenantId, request }: Errand): Promise<void> {
  const platform = [LoggingModule, MetricsModule, DatabaseModule, EventsModule, QueuesModule, PubsubModule];
  const imports = [AppConfigModule.with(loadConfig(variables)), ...platform, PlatformHttpModule, LanguageModelsModule];
  const context = await NestFactory.createApplicationContext({ module: Asking, imports }, { logger: false });
  const budgets = context.get(TokenBudgets, { strict: false });
  Object.assign(budgets, {
    settle: () => {
      process.send?.('answered');
      return new Promise(() => undefined);
    },
  });
  await runAsSystem({ name: 'asking', tenantId }, () =>
    context.get(LanguageModel, { strict: false }).complete(request),
  );
}

process.once('message', (errand: Errand) => {
  ask(errand).catch((error: unknown) => process.send?.(String(error)));
});
