import { dropTemplate } from './template-database';
import { takeRunning } from './test-environment';

/** Stops what the setup started; on a server of somebody else only our template goes. */
export default async function globalTeardown(): Promise<void> {
  const running = takeRunning();
  if (!running) return;
  const { services, environment } = running;
  try {
    if (!services.databaseUrl) await dropTemplate(environment.databaseUrl, environment.template);
  } finally {
    await services.stop();
  }
}
