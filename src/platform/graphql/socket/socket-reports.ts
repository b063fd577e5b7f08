import { Injectable } from '@nestjs/common';
import type {
  ExecutionArgs,
  ExecutionResult,
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
  OperationDefinitionNode,
} from 'graphql';
import { SlowSubscriber } from '../../pubsub/bounded-stream';
import { ClientErrors } from '../client-errors';
import { clearDeadline } from '../deadline';
import { refusal } from '../limits';
import { OperationMetrics } from '../operation-metrics';
import type { SocketContext } from './socket-context';
import { CLOSE } from './socket-limits';
import type { SocketSession } from './socket-session';

/** What leaves through a socket: answers with their errors masked, and the measurements taken on the way. */
@Injectable()
export class SocketReports {
  constructor(
    private readonly clientErrors: ClientErrors,
    private readonly metrics: OperationMetrics,
  ) {}

  begun(context: SocketContext, operation: OperationDefinitionNode): void {
    this.metrics.begin(context, operation);
  }

  refused(): void {
    this.metrics.refuse('socket');
  }

  /** One result of an operation, as the client may see it. */
  answer(args: ExecutionArgs, result: ExecutionResult): FormattedExecutionResult {
    const context = args.contextValue as SocketContext;
    clearDeadline(context);
    this.metrics.end(context, result.errors ? 'error' : 'ok');
    const { errors, ...rest } = result;
    return errors ? { ...rest, errors: this.clientErrors.all(errors) } : rest;
  }

  /** Why an operation ended or never began. A reader that fell behind loses its socket, since it would do so again. */
  failure(session: SocketSession, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
    if (!errors.some((error) => error.originalError instanceof SlowSubscriber)) return this.clientErrors.all(errors);
    session.close(CLOSE.slowReader, 'Too slow: subscribe again and read the present state');
    return this.clientErrors.all([refusal('Events came faster than they were read.', 'RATE_LIMITED')]);
  }
}
