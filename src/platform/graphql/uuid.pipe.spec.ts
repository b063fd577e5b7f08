import { BadUserInput } from '../errors/domain-error';
import { UuidPipe } from './uuid.pipe';

describe('UuidPipe', () => {
  const pipe = new UuidPipe();
  const argument = { type: 'body', data: 'leadId' } as const;

  it('lets ids through in lower case, and what is absent', () => {
    expect(pipe.transform('018F0000-0000-7000-8000-00000000000A', argument)).toBe(
      '018f0000-0000-7000-8000-00000000000a',
    );
    expect(pipe.transform(undefined, argument)).toBeUndefined();
    expect(pipe.transform(null, argument)).toBeNull();
  });

  it.each(['', '1', "' or 1=1 --", '018f0000000070008000000000000000a', 7])('refuses %p by name', (value) => {
    expect(() => pipe.transform(value, argument)).toThrow(BadUserInput);
    expect(() => pipe.transform(value, argument)).toThrow('leadId: is not an id.');
  });
});
