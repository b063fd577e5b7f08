import { NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { BadUserInput, TenantRequired } from '../errors/domain-error';
import { InvalidInput } from './invalid-input';
import { problemOf } from './problem';

const parserError = (status: number, expose: boolean): Error =>
  Object.assign(new Error('Unexpected token s3cret'), { status, expose });

describe('problemOf', () => {
  it.each<[Error, number, string]>([
    [new NotFoundException('Cannot GET /s3cret'), 404, 'NOT_FOUND'],
    [new ServiceUnavailableException('s3cret'), 503, 'UNAVAILABLE'],
    [parserError(400, true), 400, 'BAD_REQUEST'],
    [parserError(413, true), 413, 'PAYLOAD_TOO_LARGE'],
    [parserError(418, true), 418, 'BAD_REQUEST'],
    [parserError(500, false), 500, 'INTERNAL'],
    [new TenantRequired(), 500, 'INTERNAL'],
    [new Error('s3cret'), 500, 'INTERNAL'],
  ])('says of %p no more than its kind', (error, status, code) => {
    const problem = problemOf(error, 'r-1');
    expect(problem).toMatchObject({ status, code, requestId: 'r-1' });
    expect(JSON.stringify(problem)).not.toMatch(/s3cret|tenant/i);
  });

  it('names the fields to blame', () => {
    expect(problemOf(new BadUserInput('phone', 'is no number.')).errors).toEqual([
      { field: 'phone', message: 'is no number.' },
    ]);
    const problems = [{ field: 'a.b', message: 'is not known' }];
    expect(problemOf(new InvalidInput(problems))).toMatchObject({
      status: 400,
      errors: problems,
      detail: 'a.b: is not known',
    });
  });
});
