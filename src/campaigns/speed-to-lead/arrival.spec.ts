import { arrivalOf } from './arrival';

const at = (time: string): Date => new Date(`2026-07-07T${time}Z`);

describe('from when on a lead waits', () => {
  it.each([
    ['a form', { createdAt: '18:00:00.020', formAt: '18:00:00.030' }, '18:00:00.030', null],
    ['a form of somebody known', { createdAt: '09:00', formAt: '18:00:00.030' }, '18:00:00.030', null],
    [
      'a form of somebody a file has named before',
      { createdAt: '09:00', formAt: '18:00', isImported: true },
      '18:00',
      null,
    ],
    ['another program', { createdAt: '18:00' }, '18:00', null],
    ['a file', { createdAt: '18:00', isImported: true }, '18:00:01', 'IMPORTED'],
    ['a mapping by hand', { createdAt: '09:00', formAt: '09:00' }, '18:00:01', 'MAPPED_LATER'],
  ])('%s', (_, facts, receivedAt, excluded) => {
    const {
      createdAt,
      formAt = null,
      isImported = false,
    } = facts as {
      createdAt: string;
      formAt?: string;
      isImported?: boolean;
    };
    const arrival = arrivalOf({
      mappedAt: at('18:00:01'),
      createdAt: at(createdAt),
      formAt: formAt === null ? null : at(formAt),
      isImported,
    });
    expect(arrival).toEqual({ receivedAt: at(receivedAt), excluded });
  });
});
