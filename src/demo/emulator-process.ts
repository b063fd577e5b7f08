import { type CarrierLedger, parseLedger } from './carrier-ledger';
import { ChildProgram } from './child-program';

export interface EmulatorProcessOptions {
  /** 1 is real time, 60 is sixty times faster. */
  readonly timeScale: number;
  /** The account it answers to. */
  readonly account: { readonly sid: string; readonly authToken: string };
  readonly logFile?: string;
}

const START_MS = 20_000;

/** The emulator of carrier and model in a process of its own. */
export class EmulatorProcess {
  private constructor(
    /** Base address without a trailing slash, of both vendors' APIs and of its own pages. */
    readonly url: string,
    readonly program: ChildProgram,
  ) {}

  static async start({ timeScale, account, logFile }: EmulatorProcessOptions): Promise<EmulatorProcess> {
    const program = ChildProgram.start({
      name: 'emulator',
      script: 'dist/src/emulator/main.js',
      env: {
        EMULATOR_PORT: '0',
        EMULATOR_TIME_SCALE: String(timeScale),
        EMULATOR_TWILIO_ACCOUNT_SID: account.sid,
        EMULATOR_TWILIO_AUTH_TOKEN: account.authToken,
      },
      ...(logFile ? { logFile } : {}),
    });
    let url = '';
    program.onLine((line) => {
      url ||= addressIn(line);
    });
    try {
      await program.until('said where it listens', () => url !== '', START_MS);
    } catch (error) {
      await program.stop();
      throw error;
    }
    return new EmulatorProcess(url, program);
  }

  /** What it dialed, in its own words. */
  async ledger(): Promise<CarrierLedger> {
    return parseLedger(await this.ask('/_emulator/ledger'));
  }

  async state(): Promise<unknown> {
    return this.ask('/_emulator/state');
  }

  /** Sets time scale, seed, calls per second or faults; what is not named stays as it is. */
  async control(change: object): Promise<unknown> {
    return this.ask('/_emulator/control', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  private async ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, init);
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${path}: ${await response.text()}`);
    return response.json();
  }
}

/** The emulator announces itself in one line of JSON. */
function addressIn(line: string): string {
  return /^\{.*"url":"([^"]+)"/.exec(line)?.[1] ?? '';
}
