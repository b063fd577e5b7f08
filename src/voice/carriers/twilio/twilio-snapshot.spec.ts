import { CarrierUnavailable } from '../../voice.errors';
import { snapshotOf, type CallResource } from './twilio-snapshot';
import { microsOf } from './twilio-values';

const resource: CallResource = {
  sid: 'CA1',
  to: '+14155550123',
  from: '+14155550100',
  status: 'completed',
  dateCreated: new Date('2026-07-07T18:00:00Z'),
  startTime: new Date('2026-07-07T18:00:01Z'),
  duration: '61',
  price: '-0.0280',
  priceUnit: 'USD',
  answeredBy: 'machine_start',
};

describe('snapshotOf', () => {
  it('reads a rated call', () => {
    expect(snapshotOf(resource, 0)).toEqual({
      providerCallId: 'CA1',
      to: '+14155550123',
      from: '+14155550100',
      status: 'COMPLETED',
      createdAt: new Date('2026-07-07T18:00:00Z'),
      startedAt: new Date('2026-07-07T18:00:01Z'),
      durationSeconds: 61,
      price: { amountMicros: 28_000, currency: 'USD' },
      answeredBy: 'MACHINE',
    });
  });

  it('leaves out what is not known yet', () => {
    const young = {
      ...resource,
      status: 'queued',
      startTime: null,
      duration: null,
      price: null,
      answeredBy: null,
    } as unknown as CallResource;
    expect(Object.keys(snapshotOf(young, 0))).toEqual(['providerCallId', 'to', 'from', 'status', 'createdAt']);
  });

  it('moves the moment onto the clock of this program', () => {
    expect(snapshotOf(resource, -1_000).createdAt).toEqual(new Date('2026-07-07T17:59:59Z'));
  });

  it('refuses a resource it cannot read', () => {
    expect(() => snapshotOf({ ...resource, status: 'levitating' } as unknown as CallResource, 0)).toThrow(
      CarrierUnavailable,
    );
    expect(() => snapshotOf({ ...resource, dateCreated: 'x' } as unknown as CallResource, 0)).toThrow(
      CarrierUnavailable,
    );
  });
});

describe('microsOf', () => {
  it.each([
    ['-0.0140', 14_000],
    ['-0.00750', 7_500],
    ['-1', 1_000_000],
    ['-12.3456785', 12_345_679],
    ['0', 0],
    ['-0.0', 0],
    ['0.5', -500_000],
  ])('%s is %i', (price, micros) => {
    expect(microsOf(price)).toBe(micros);
  });

  it.each([null, undefined, '', 'free', '1e3', '--1'])('%p is not a price', (price) => {
    expect(microsOf(price)).toBeUndefined();
  });
});
