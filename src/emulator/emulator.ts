import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import pino, { type Logger } from 'pino';
import { anthropicRouter } from './anthropic/anthropic.router';
import { ModelCounters } from './anthropic/model-counters';
import { PromptCache } from './anthropic/prompt-cache';
import { controlRouter } from './control/control.router';
import type { TextParts } from './control/state';
import { defaultAccount, type EmulatorOptions } from './emulator.config';
import { FaultBox } from './faults/fault-box';
import { Ledger } from './ledger/ledger';
import { LedgerFile } from './ledger/ledger-file';
import type { Knobs } from './simulation/knobs';
import { Occasions } from './simulation/occasions';
import { Pace } from './simulation/pace';
import { CreateText } from './texts/create-text';
import { IncomingTexts, type IncomingTextsParts } from './texts/incoming-texts';
import { TextBook } from './texts/text-book';
import { TextCallbacks } from './texts/text-callbacks';
import { textsRouter } from './texts/texts.router';
import { WritingPeople } from './texts/writing-people';
import { ConferenceRooms } from './twilio/conference-rooms';
import { CreateCall } from './twilio/create-call';
import { DocumentLoader } from './twilio/document-loader';
import { StatusCallbacks } from './twilio/status-callbacks';
import { Switchboard } from './twilio/switchboard';
import { twilioRouter } from './twilio/twilio.router';
import { WebhookSender } from './twilio/webhook-sender';

export interface RunningEmulator {
  /** Base address without a trailing slash, for Twilio, Anthropic and control alike. */
  url: string;
  /** Hangs up on everybody, closes every connection, flushes the ledger file. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator in this process. Rejects when the port is taken.
 * Errors of the emulator itself go to `logger`, by default to standard output.
 */
export async function startEmulator(
  options: EmulatorOptions = {},
  logger = emulatorLogger(),
): Promise<RunningEmulator> {
  const machine = build(options, logger);
  const server = http.createServer({ keepAliveTimeout: 30_000 }, machine.app);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, machine.stop()]);
    },
  };
}

/** Every line says that it comes from an emulator. */
export function emulatorLogger(): Logger {
  return pino({ base: { emulator: true }, level: 'warn' });
}

interface Machine {
  app: Express;
  stop(): Promise<void>;
}

function build(options: EmulatorOptions, logger: Logger): Machine {
  const initial: Knobs = { seed: options.seed ?? 1, cps: options.cps ?? 0, recordCalls: false, writers: null };
  const timeScale = options.timeScale ?? 1;
  const knobs: Knobs = { ...initial };
  const pace = new Pace(timeScale);
  const file = options.ledgerFile ? new LedgerFile(options.ledgerFile) : null;
  const limits = { calls: options.ledgerCapacity ?? 200_000, transcripts: options.transcriptCapacity ?? 10_000 };
  const ledger = new Ledger(limits, file);
  const [faults, occasions, sender] = [new FaultBox(knobs), new Occasions(), new WebhookSender()];
  const [cache, counters] = [new PromptCache(), new ModelCounters()];
  const callbacks = new StatusCallbacks(sender, faults, pace);
  const broken = (error: unknown) => logger.error({ err: error }, 'emulator error in a call or a text');
  const [loader, rooms] = [new DocumentLoader(sender), new ConferenceRooms(callbacks)];
  const switchboard = new Switchboard({ pace, knobs, ledger, callbacks, broken, loader, rooms });
  const createCall = new CreateCall(switchboard, faults, occasions, pace);
  const texts = textParts({ sender, faults, occasions, pace, limit: limits.calls, file }, knobs, broken);
  const reset = () => {
    switchboard.reset();
    [texts.createText, texts.incoming, ledger, occasions, cache, counters].forEach((part) => part.reset());
    faults.clear();
    Object.assign(knobs, initial);
    pace.timeScale = timeScale;
  };

  const app = plainApp();
  const accounts = options.accounts ?? [defaultAccount];
  app.use('/2010-04-01', twilioRouter({ accounts, ledger, switchboard, rooms, createCall, ...texts }));
  app.use('/v1', anthropicRouter({ faults, occasions, pace, cache, counters }));
  app.use('/_emulator/texts', textsRouter({ account: accounts[0] ?? defaultAccount, ...texts }));
  app.use('/_emulator', controlRouter({ pace, knobs, faults, ledger, switchboard, sender, counters, texts, reset }));
  app.use((_request, response) => {
    response.status(404).json({ emulator: true, error: 'There is nothing here; /_emulator says what there is.' });
  });
  app.use(lastResort(logger));
  return { app, stop: () => shutDown(switchboard, pace, sender, file) };
}

function textParts(parts: IncomingTextsParts, knobs: Knobs, broken: (error: unknown) => void): TextParts {
  const { sender, faults, occasions, pace } = parts;
  const incoming = new IncomingTexts(parts);
  const people = new WritingPeople(incoming, knobs, pace, broken);
  const book = new TextBook(parts.limit, parts.file);
  const callbacks = new TextCallbacks(sender, faults, pace);
  const createText = new CreateText({ book, callbacks, faults, occasions, pace, people });
  return { book, createText, incoming, people };
}

async function shutDown(
  switchboard: Switchboard,
  pace: Pace,
  sender: WebhookSender,
  file: LedgerFile | null,
): Promise<void> {
  switchboard.reset();
  pace.stop();
  sender.close();
  await file?.close();
}

function plainApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.set('x-emulator', 'callwright-emulator');
    next();
  });
  app.get('/', (_request, response) => response.redirect('/_emulator'));
  return app;
}

function lastResort(logger: Logger) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const status = typeof error === 'object' && error && 'status' in error ? Number(error.status) : 500;
    if (status >= 500) logger.error({ err: error }, 'emulator error in a request');
    const message = status >= 500 ? 'emulator error' : String(error);
    response.status(status).json({ emulator: true, error: message });
  };
}
