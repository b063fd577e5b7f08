import { ForbiddenException, HttpException, Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { runInContext } from '../context/request-context';
import { BadUserInput, NotFound, RateLimited, TenantRequired } from '../errors/domain-error';
import { InvalidInput } from '../http/invalid-input';
import { ClientErrors } from './client-errors';
import { DeadlineExceeded } from './deadline';

const thrown = (originalError: Error): GraphQLError =>
  new GraphQLError(originalError.message, { path: ['lead'], originalError });

describe('ClientErrors', () => {
  const errors = new ClientErrors(false);
  let logged: jest.SpyInstance;

  beforeEach(() => {
    logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  });

  afterEach(() => jest.restoreAllMocks());

  it('logs what it hides', () => {
    const fault = new Error('why');
    errors.one(thrown(fault));
    errors.one(thrown(new NotFound('Lead')));
    expect(logged.mock.calls).toEqual([['A GraphQL operation failed', fault]]);
  });

  it.each<[string, Error, object]>([
    ['a missing row', new NotFound('Lead'), { message: 'Lead was not found.', extensions: { code: 'NOT_FOUND' } }],
    [
      'a bad argument',
      new BadUserInput('phone', 'is no number.'),
      { extensions: { code: 'BAD_USER_INPUT', field: 'phone' } },
    ],
    [
      'several bad arguments',
      new InvalidInput([
        { field: 'input.a', message: 'x' },
        { field: 'input.b', message: 'y' },
      ]),
      {
        extensions: {
          field: 'input.a',
          fields: [
            { field: 'input.a', message: 'x' },
            { field: 'input.b', message: 'y' },
          ],
        },
      },
    ],
    ['a limit', new RateLimited(7), { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 7 } }],
    ['a guard of the framework', new ForbiddenException('Forbidden resource'), { extensions: { code: 'FORBIDDEN' } }],
    ['its rate limiter', new HttpException('ThrottlerException', 429), { extensions: { code: 'RATE_LIMITED' } }],
    ['a fault', new Error('postgres://u:p@db'), { message: 'Internal error', extensions: { code: 'INTERNAL' } }],
    ['a fault of ours', new TenantRequired(), { message: 'Internal error', extensions: { code: 'INTERNAL' } }],
    [
      'lateness',
      new DeadlineExceeded(10_000),
      { message: 'The operation took longer than 10 s.', extensions: { code: 'INTERNAL' } },
    ],
  ])('shows %s', (_what, error, shown) => {
    expect(errors.one(thrown(error))).toMatchObject({ path: ['lead'], ...shown });
  });

  it('believes no code that a resolver claims', () => {
    const error = new GraphQLError('secret', { path: ['lead'], extensions: { code: 'BAD_USER_INPUT', secret: 1 } });
    expect(errors.one(error)).toEqual({ message: 'Internal error', path: ['lead'], extensions: { code: 'INTERNAL' } });
  });

  it('hides suggestions when told to', () => {
    const error = new GraphQLError('Cannot query field "a" on type "B". Did you mean "ab" or "ba"?', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(errors.one(error).message).toContain('Did you mean');
    expect(new ClientErrors(true).one(error).message).toBe('Cannot query field "a" on type "B".');
  });

  it('adds the request id and returns five at most', () => {
    const shown = runInContext({ requestId: 'r-1' }, () =>
      errors.all(Array.from({ length: 9 }, () => thrown(new NotFound('Lead')))),
    );
    expect(shown).toHaveLength(5);
    expect(shown[0]?.extensions).toEqual({ code: 'NOT_FOUND', requestId: 'r-1' });
  });
});
