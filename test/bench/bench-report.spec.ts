import { describeRun, type Measured, reportLines, spread } from './bench-report';
import { keenPeople } from './people';
import { fromProc, secondsOf } from './process-cpu';

const run = (callsPerSecond: number): Measured => ({
  callsPerSecond,
  cpuSecondsPerCall: 0.0421,
  transactionsPerCall: 60,
  rowsPerCall: 120,
});

it('ends with the ratio to the mean of the yardsticks', () => {
  expect(reportLines('lifecycle', run(100), run(25), run(96))).toEqual([
    'bench lifecycle: ratio 0.255 (system 25.0 calls/s, raw pg 98.0 calls/s, program CPU 42.1 ms/call, yardsticks 4.0 % apart)',
  ]);
});

it('warns when the yardsticks disagree', () => {
  expect(spread(run(100), run(80))).toBeCloseTo(0.2);
  expect(reportLines('lifecycle', run(100), run(25), run(80))[0]).toContain('differ by 20.0 %');
});

it('describes one run with its units', () => {
  expect(describeRun('system', run(25))).toBe(
    'system: 25.0 calls/s, 42.1 ms CPU/call, 60.0 transactions/call, 120.0 rows written/call',
  );
});

it('reads processor time as Linux and as ps write it', () => {
  const fields = ['S', '1', '1', '1', '0', '-1', '0', '0', '0', '0', '0', '250', '50'];
  expect(fromProc(`42 (node (main)) ${fields.join(' ')} 0`)).toBe(3);
  expect(secondsOf('01:02.50')).toBe(62.5);
  expect(secondsOf('2-03:04:05')).toBe(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5);
});

it('invents people with a phone each, who all pick up', () => {
  const phones = `${keenPeople(2_000)}\n${keenPeople(3_000, 2_000)}`
    .replaceAll('\nname,phone', '')
    .split('\n')
    .slice(1)
    .map((row) => row.split(',')[1] ?? '');
  expect(new Set(phones).size).toBe(5_000);
  expect(phones.every((phone) => /^\+1\d{10}$/.test(phone) && Number(phone.slice(-2)) % 20 === 1)).toBe(true);
});
