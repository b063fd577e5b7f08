import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { loadRuntimeConfig } from './bootstrap';
import { armFailpoints } from './platform/failpoints/failpoint';
import { StrikingFailpoints } from './platform/failpoints/striking-failpoints';
import { configureHttp } from './platform/http/configure-http';
import { shutDownOnce } from './shut-down';

/** Starts the role named by ROLE and serves until SIGTERM or SIGINT; the servers it started for itself stop last. */
async function main(): Promise<void> {
  const { config, stop } = await loadRuntimeConfig();
  const { plan, logFile } = config.failpoints;
  if (plan.length > 0) armFailpoints(new StrikingFailpoints(plan, logFile));
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    rawBody: true,
    bodyParser: false,
    bufferLogs: true,
  });
  configureHttp(app);
  const shutDown = shutDownOnce(app, stop, (code) => process.exit(code));
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`callwright: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
