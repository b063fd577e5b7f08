import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, stdTimeFunctions, type DestinationStream, type Logger as Pino } from 'pino';
import { findContext } from '../context/request-context';
import { redact } from './redact';
import { safeError } from './safe-error';
import { safeFields, type SafeFields } from './safe-fields';

const MAX_MESSAGE = 1_000;

export interface LogSettings {
  /** Least severe level written: trace, debug, info, warn, error, fatal or silent. */
  readonly level: string;
  /** Role of this process, on every line. */
  readonly role: string;
}

interface Line {
  message: string;
  readonly fields: SafeFields;
}

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/**
 * Structured JSON logs, one object per line on stdout. Install it with `app.useLogger`; code logs through Nest's own
 * `new Logger(Thing.name)`: `logger.log('Dialed', { callId, ms })`, `logger.error('Could not dial', error)`.
 *
 * Objects pass an allow-list of keys (safe-fields.ts), errors keep only names, codes, frames and a redacted message, and the
 * message text is searched for phone numbers, addresses, tokens and keys. Every line carries the ambient request id, tenant and kind of actor.
 */
@Injectable()
export class AppLogger implements LoggerService {
  /** The stream below, for the request log, which filters what it writes itself. */
  readonly pino: Pino;

  constructor(settings: LogSettings, destination?: DestinationStream) {
    const options = {
      level: settings.level,
      base: { service: 'callwright', role: settings.role },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    this.pino = destination ? pino(options, destination) : pino(options);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    // Nest appends the logger's context as the last argument.
    const last = rest.at(-1);
    const context = typeof last === 'string' && !last.includes('\n') ? last : undefined;
    const line = lineOf([message, ...(context === undefined ? rest : rest.slice(0, -1))]);
    this.pino[level]({ ...ambient(), ...(context ? { context } : {}), ...line.fields }, line.message);
  }
}

function lineOf(parts: readonly unknown[]): Line {
  const line: { message: string; fields: SafeFields } = { message: '', fields: {} };
  for (const part of parts) {
    if (part instanceof Error) line.fields['error'] = safeError(part);
    else if (typeof part === 'string') addText(line, part);
    else if (typeof part === 'object' && part !== null) Object.assign(line.fields, safeFields(part));
  }
  if (line.message === '') line.message = parts[0] instanceof Error ? parts[0].name : 'event';
  return line;
}

/** A second text is the stack of an error that was logged by its message alone; only its frames are kept. */
function addText(line: Line, text: string): void {
  if (line.message === '') line.message = redact(text).slice(0, MAX_MESSAGE);
  else if (text.includes('\n    at ')) line.fields['error'] = safeError(Object.assign(new Error(''), { stack: text }));
}

function ambient(): SafeFields {
  const context = findContext();
  if (!context) return {};
  return {
    requestId: context.requestId,
    ...(context.tenantId ? { tenantId: context.tenantId } : {}),
    ...(context.actor ? { actor: context.actor.kind } : {}),
  };
}
