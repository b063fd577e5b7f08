import { z } from 'zod';
import { EmulatorProcess } from '../../support/emulator-process';
import { TEST_TWILIO } from '../../support/test-config';
import { logFileFor } from './log-files';

const callSchema = z.object({
  sid: z.string(),
  to: z.string(),
  url: z.string().nullable(),
  status: z.string(),
  createdAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
  attempt: z.number(),
  liveToSameNumber: z.number(),
  persona: z.object({ number: z.number(), name: z.string() }),
  turns: z.array(z.object({ speaker: z.string(), text: z.string() })).nullable(),
  notifications: z.array(z.object({ code: z.number(), message: z.string() })),
});

/** One call in the emulator's own book. */
export type DialedCall = z.infer<typeof callSchema>;

const stateSchema = z.object({
  faults: z.array(z.object({ name: z.string(), struck: z.number() })),
  calls: z.object({ total: z.number(), live: z.number(), queued: z.number() }),
  texts: z.object({ sent: z.number(), written: z.number(), underWay: z.number() }),
  webhooks: z.object({ sent: z.number(), failed: z.number(), inFlight: z.number() }),
});

export type EmulatorState = z.infer<typeof stateSchema>;

const textSchema = z.object({
  sid: z.string(),
  to: z.string(),
  from: z.string(),
  channel: z.string(),
  body: z.string(),
  status: z.string(),
  createdAt: z.string(),
});

/** One text in the emulator's own book. */
export type SentText = z.infer<typeof textSchema>;

const writtenSchema = z.object({
  sid: z.string(),
  from: z.string(),
  to: z.string(),
  channel: z.string(),
  body: z.string(),
  persona: z.number().nullable(),
  answers: z.array(z.object({ status: z.number().nullable(), body: z.string() })).nullable(),
});

/** One text of a person in the emulator's book. */
export type WrittenText = z.infer<typeof writtenSchema>;

/** A text a person sends to the program. */
export interface PersonsText {
  readonly url: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly channel?: 'sms' | 'whatsapp';
  readonly copies?: number;
  readonly sid?: string;
  readonly forged?: boolean;
  /** More of the carrier's parameters. */
  readonly params?: Readonly<Record<string, string>>;
}

const deliverySchema = z.object({
  sid: z.string(),
  answers: z.array(z.object({ status: z.number().nullable(), body: z.string() })),
});

/** The people behind the phones and the model, in a process of their own. */
export class EmulatedWorld {
  private constructor(readonly process: EmulatorProcess) {}

  /** @param timeScale how much faster than life people talk. */
  static async start(name: string, timeScale: number): Promise<EmulatedWorld> {
    const account = { sid: TEST_TWILIO.TWILIO_ACCOUNT_SID, authToken: TEST_TWILIO.TWILIO_AUTH_TOKEN };
    return new EmulatedWorld(
      await EmulatorProcess.start({ timeScale, account, logFile: logFileFor(name, 'emulator') }),
    );
  }

  /** The one in a process that somebody else has started. */
  static over(process: EmulatorProcess): EmulatedWorld {
    return new EmulatedWorld(process);
  }

  get url(): string {
    return this.process.url;
  }

  /** Every call it was asked to make, oldest first. */
  async calls(to?: string): Promise<DialedCall[]> {
    const response = await fetch(`${this.url}/_emulator/ledger${to ? `?to=${encodeURIComponent(to)}` : ''}`);
    return z.object({ calls: z.array(callSchema) }).parse(await response.json()).calls;
  }

  /** Every text it was asked to send, oldest first. */
  async texts(to: string): Promise<SentText[]> {
    return z.object({ texts: z.array(textSchema) }).parse(await this.letters(to)).texts;
  }

  /** Every text a person has sent, oldest first. */
  async written(from: string): Promise<WrittenText[]> {
    return z.object({ incoming: z.array(writtenSchema) }).parse(await this.letters(from)).incoming;
  }

  /** From now on people answer the texts they get, to the program at this address; null makes them silent again. */
  async letPeopleWrite(programUrl: string | null): Promise<void> {
    const writers = programUrl && {
      sms: `${programUrl}/webhooks/sms/inbound`,
      whatsapp: `${programUrl}/webhooks/whatsapp/inbound`,
    };
    await this.process.control({ writers });
  }

  /** A person texts the program; answers its id and what each delivery was answered. */
  async text(text: PersonsText): Promise<z.infer<typeof deliverySchema>> {
    const response = await fetch(`${this.url}/_emulator/texts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(text),
    });
    if (!response.ok) throw new Error(`The emulator refused the text: ${await response.text()}`);
    return deliverySchema.parse(await response.json());
  }

  async state(): Promise<EmulatorState> {
    return stateSchema.parse(await this.process.state());
  }

  /** Replaces all faults. */
  async setFaults(faults: object): Promise<void> {
    const response = await fetch(`${this.url}/_emulator/control`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults }),
    });
    if (!response.ok) throw new Error(`The emulator refused the faults: ${await response.text()}`);
  }

  /** Names of faults in force that have not struck yet: a test of them has proved nothing. */
  async idleFaults(): Promise<string[]> {
    const { faults } = await this.state();
    return faults.filter(({ struck }) => struck === 0).map(({ name }) => name);
  }

  async setTimeScale(timeScale: number): Promise<void> {
    await this.process.control({ timeScale });
  }

  private async letters(person: string): Promise<unknown> {
    return (await fetch(`${this.url}/_emulator/texts?to=${encodeURIComponent(person)}`)).json();
  }
}
