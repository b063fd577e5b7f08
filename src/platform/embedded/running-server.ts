import { PortTakenError } from './embedded-services.errors';

/** A server that the launcher started. */
export interface RunningServer {
  url: string;
  /** One line for the log: which program, where it was found, where it listens, where its data are. */
  description: string;
  stop(): Promise<void>;
}

/** Starts a server again, on another port, when somebody took the first one in the meantime. */
export async function onFreePort(start: () => Promise<RunningServer>, attempts = 3): Promise<RunningServer> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof PortTakenError) || attempts <= 1) throw error;
    return onFreePort(start, attempts - 1);
  }
}
