import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { findContext } from '../context/request-context';
import { type Problem, problemOf, retryAfterOf } from './problem';

/**
 * Answers REST errors as RFC 9457 problem documents, and what goes wrong on the way to GraphQL (a body that is no JSON, or too
 * long) as a GraphQL response. Errors of resolvers belong to the GraphQL server and pass through.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error, findContext()?.requestId);
    if (problem.status === 500) this.logger.error('A request failed', error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    setHeaders(response, problem, error);
    if (/^\/graphql(\/|$)/.test(request.path)) response.status(problem.status).json(graphqlErrorOf(problem));
    else response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function setHeaders(response: Response, problem: Problem, error: unknown): void {
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(Math.ceil(retryAfter)));
  // RFC 9110 section 11.6.1: a 401 names a scheme.
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
}

function graphqlErrorOf({ detail, code, requestId }: Problem): object {
  return { errors: [{ message: detail, extensions: { code, ...(requestId ? { requestId } : {}) } }] };
}
