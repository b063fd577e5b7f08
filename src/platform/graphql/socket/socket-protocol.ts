import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { ExecutionArgs, GraphQLError, ValidationRule } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { AppConfig } from '../../config/config';
import { GRAPHQL_PATH } from '../graphql-options';
import { operationRules, refusal } from '../limits';
import { forgetLoaded } from '../loaders';
import { socketContext } from './socket-context';
import { SocketDoor } from './socket-door';
import { SOCKET_LIMITS, type SocketLimits } from './socket-limits';
import { prepareOperation } from './socket-operation';
import { SocketReports } from './socket-reports';
import type { SocketSession } from './socket-session';

type SocketState = Context<Record<string, unknown> | undefined, SocketSession>;

/** graphql-transport-ws with the same limits, checks and error messages as the HTTP server. */
@Injectable()
export class SocketProtocol {
  private readonly rules: readonly ValidationRule[];

  constructor(
    config: AppConfig,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly door: SocketDoor,
    private readonly reports: SocketReports,
    @Inject(SOCKET_LIMITS) private readonly limits: SocketLimits,
  ) {
    this.rules = operationRules(config.isProduction);
  }

  /** The protocol's own state machine; a session is opened on it per socket. */
  server(): Server<SocketSession> {
    return makeServer<Record<string, unknown> | undefined, SocketSession>({
      connectionInitWaitTimeout: this.limits.initTimeoutMs,
      onConnect: async ({ extra: session, connectionParams }) => {
        session.headers = connectionParams ?? {};
        return this.door.admit(session);
      },
      onSubscribe: async (state, _id, payload) => {
        const prepared = await this.prepare(state, payload);
        if ('document' in prepared) return prepared;
        this.reports.refused();
        return prepared;
      },
      onNext: (_state, _id, _payload, args, result) => {
        forgetLoaded(args.contextValue);
        return this.reports.answer(args, result);
      },
      onError: ({ extra: session }, _id, _payload, errors) => this.reports.failure(session, errors),
    });
  }

  /** With each ping: a member who was removed, or a key that was revoked, loses its open subscriptions too. */
  patrol(session: SocketSession): void {
    if (session.owner) void this.door.patrol(session);
  }

  private async prepare(
    state: SocketState,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { subscriptionsPerSocket } = this.limits;
    if (Object.keys(state.subscriptions).length > subscriptionsPerSocket) {
      return [refusal(`At most ${subscriptionsPerSocket} operations at a time on one socket.`, 'RATE_LIMITED')];
    }
    const identity = await this.door.recheck(state.extra);
    if (!identity) return [refusal('Sign in or present a valid API key.', 'BAD_REQUEST')];
    const prepared = prepareOperation(this.schemaHost.schema, this.rules, payload);
    if (!('args' in prepared)) return prepared;
    const contextValue = socketContext(state.extra, identity, GRAPHQL_PATH);
    this.reports.begun(contextValue, prepared.operation);
    return { ...prepared.args, contextValue };
  }
}
