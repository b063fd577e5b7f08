import { describeViolations, lastLine, violationsIn } from './verdict';

const campaigns = [
  { total: 200, called: 200, connected: 150, qualified: 60, calls: 260 },
  { total: 5, called: 5, connected: 5, qualified: 2, calls: 5 },
];
const broken = [
  { name: 'one-live-call-per-phone', rows: 2, sample: [{ calls: ['a', 'b'] }] },
  { name: 'outbox-is-delivered', rows: 1, sample: [] },
];

it('adds the campaigns up; what was called again is a retry', () => {
  expect(lastLine(campaigns, [])).toBe(
    'demo: 205 leads, 265 calls, 155 connected, 62 qualified, 60 retries, 0 violations',
  );
});

it('counts the rows that break an invariant', () => {
  expect(violationsIn(broken)).toBe(3);
  expect(lastLine([], broken)).toBe('demo: 0 leads, 0 calls, 0 connected, 0 qualified, 0 retries, 3 violations');
});

it('names each broken invariant with its first rows', () => {
  expect(describeViolations(broken)[0]).toBe('violated: one-live-call-per-phone (2): [{"calls":["a","b"]}]');
});
