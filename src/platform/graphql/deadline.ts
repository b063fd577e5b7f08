import { Logger } from '@nestjs/common';
import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { DomainError } from '../errors/domain-error';

const logger = new Logger('Deadline');

/** Thrown into every field still pending when an operation has run for too long. */
export class DeadlineExceeded extends DomainError {
  readonly code = 'INTERNAL';

  constructor(limitMs: number) {
    super(`The operation took longer than ${limitMs / 1_000} s.`);
  }
}

/** The clock of one running operation: rejects whatever waits on it when time is up. */
class Deadline {
  private readonly waiting = new Set<(error: Error) => void>();
  private readonly timer: NodeJS.Timeout;
  private passed = false;

  constructor(private readonly limitMs: number) {
    this.timer = setTimeout(() => this.pass(), limitMs);
  }

  async wait<T>(work: PromiseLike<T>): Promise<T> {
    if (this.passed) throw new DeadlineExceeded(this.limitMs);
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      work.then(
        (value) => {
          this.waiting.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          this.waiting.delete(reject);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private pass(): void {
    this.passed = true;
    for (const reject of this.waiting) reject(new DeadlineExceeded(this.limitMs));
    this.waiting.clear();
  }
}

const deadlines = new WeakMap<object, Deadline>();

/** Called when an operation has answered, with its context value. */
export function clearDeadline(context: unknown): void {
  if (typeof context !== 'object' || context === null) return;
  deadlines.get(context)?.clear();
  deadlines.delete(context);
}

/**
 * Gives every operation on `schema` at most `limitMs`: its first root field starts the clock, and at the end every field still
 * pending fails. A subscription has that time to begin, and again for each event. The work behind a late field is not
 * stopped; the database has its own statement timeout. A root field may allow itself longer: `@Extensions({ executionMs })`.
 */
export function withDeadlines(schema: GraphQLSchema, limitMs: number): GraphQLSchema {
  const subscriptions = schema.getSubscriptionType();
  const roots = [schema.getQueryType(), schema.getMutationType(), subscriptions];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const start = roots.includes(type) ? (type === subscriptions ? 'always' : 'once') : 'never';
    // A property is there at once.
    for (const field of Object.values(type.getFields()))
      if (field.resolve || start !== 'never') timeResolver(field, start, limitMs);
    if (type === subscriptions) for (const field of Object.values(type.getFields())) timeSubscriber(field, limitMs);
  }
  return schema;
}

type Field = GraphQLField<unknown, object>;

function timeResolver(field: Field, start: 'once' | 'always' | 'never', limitMs: number): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    if (start === 'always') clearDeadline(context);
    if (start !== 'never' && !deadlines.has(context)) deadlines.set(context, new Deadline(limitOf(field, limitMs)));
    const result: unknown = resolve(source, args, context, info);
    const deadline = isPromise(result) ? deadlines.get(context) : undefined;
    return deadline && isPromise(result) ? deadline.wait(result) : result;
  };
}

function limitOf(field: Field, limitMs: number): number {
  const own: unknown = field.extensions['executionMs'];
  return typeof own === 'number' ? own : limitMs;
}

function timeSubscriber(field: Field, limitMs: number): void {
  const { subscribe } = field;
  if (!subscribe) return;
  field.subscribe = async (source, args, context, info) => {
    const deadline = new Deadline(limitMs);
    const beginning = (async (): Promise<unknown> => subscribe(source, args, context, info))();
    try {
      const begun: unknown = await deadline.wait(beginning);
      return begun;
    } catch (error) {
      if (error instanceof DeadlineExceeded) endWhenBegun(beginning);
      throw error;
    } finally {
      deadline.clear();
    }
  };
}

/** Nobody reads a stream that begins too late: it has to be told, or its channel stays open. One that fails has nothing to end. */
function endWhenBegun(beginning: Promise<unknown>): void {
  const end = async (): Promise<void> => {
    const stream = await beginning;
    if (isAsyncIterable(stream)) await stream[Symbol.asyncIterator]().return?.();
  };
  end().catch((error: unknown) => logger.debug('a late subscription did not begin, or did not end', error));
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}
