import { NotFound } from '../errors/domain-error';
import { failureName } from './failure-name';

describe('failureName', () => {
  const violation = Object.assign(new Error('Key (phone)=(+15550100) already exists.'), {
    name: 'QueryFailedError',
    code: '23505',
    detail: 'Key (phone)=(+15550100) already exists.',
  });

  it.each([
    [violation, 'QueryFailedError 23505'],
    [Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }), 'Error ECONNREFUSED'],
    [new RangeError('said "no"'), 'RangeError'],
    [new NotFound('Lead'), 'NotFound NOT_FOUND'],
    [Object.assign(new Error('no'), { code: 21_610 }), 'Error 21610'],
    [Object.assign(new Error('no'), { code: 'call me at +15550100' }), 'Error'],
    [Object.assign(new Error('no'), { name: 'Jane Doe hung up' }), 'Error'],
    ['+15550100', 'unknown'],
    [undefined, 'unknown'],
  ])('names %s without its words', (error, name) => {
    expect(failureName(error)).toBe(name);
  });
});
