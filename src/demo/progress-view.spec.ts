import { LineView, type ProgressFigures, progressLine } from './progress-view';

const figures: ProgressFigures = {
  status: 'ACTIVE',
  total: 200,
  remaining: 150,
  inFlight: 40,
  calls: 70,
  connected: 45,
  qualified: 12,
  failed: 3,
  optedOut: 1,
  callsPerMinute: 300,
};

it('says how far the campaign is in one line', () => {
  const line =
    'ACTIVE 50/200 leads, 40 on the phone, 70 calls (300/min), 45 connected, 12 qualified, 3 not reached, 1 opted out';
  expect(progressLine(figures, '')).toBe(line);
  expect(progressLine(figures, '20 hot')).toBe(`${line}; 20 hot`);
});

it('prints a line per twentieth of the leads and per status, not per publication', () => {
  const lines: string[] = [];
  const view = new LineView((line) => lines.push(line));
  for (const remaining of [200, 199, 198, 190, 189]) view.show({ ...figures, remaining }, '');
  view.show({ ...figures, remaining: 189, status: 'COMPLETED' }, '');
  expect(lines.map((line) => line.slice(0, line.indexOf(' leads')))).toEqual([
    'ACTIVE 0/200',
    'ACTIVE 10/200',
    'COMPLETED 11/200',
  ]);
});

it('copes with a campaign of nobody', () => {
  const lines: string[] = [];
  new LineView((line) => lines.push(line)).show({ ...figures, total: 0, remaining: 0 }, '');
  expect(lines).toHaveLength(1);
});
