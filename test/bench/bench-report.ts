/** One measured run. */
export interface Measured {
  /** Calls carried through their whole life a second. */
  readonly callsPerSecond: number;
  /** Seconds of processor time of the process under test for one call. */
  readonly cpuSecondsPerCall: number;
  /** Transactions the database committed for one call. */
  readonly transactionsPerCall: number;
  /** Rows inserted, updated and deleted for one call. */
  readonly rowsPerCall: number;
}

/** Yardsticks that differ by more than this say that something else used the machine meanwhile. */
const STEADY = 0.1;

/** How far two yardsticks lie apart, as a share of the larger. */
export function spread(a: Measured, b: Measured): number {
  return Math.abs(a.callsPerSecond - b.callsPerSecond) / Math.max(a.callsPerSecond, b.callsPerSecond);
}

export function describeRun(name: string, run: Measured): string {
  const { callsPerSecond, cpuSecondsPerCall, transactionsPerCall, rowsPerCall } = run;
  return (
    `${name}: ${callsPerSecond.toFixed(1)} calls/s, ${(cpuSecondsPerCall * 1_000).toFixed(1)} ms CPU/call, ` +
    `${transactionsPerCall.toFixed(1)} transactions/call, ${rowsPerCall.toFixed(1)} rows written/call`
  );
}

/** What a bench ends with: the system beside the mean of the yardsticks around it. */
export function reportLines(name: string, before: Measured, system: Measured, after: Measured): string[] {
  const yardstick = (before.callsPerSecond + after.callsPerSecond) / 2;
  const apart = spread(before, after);
  const figures = [
    `system ${system.callsPerSecond.toFixed(1)} calls/s`,
    `raw pg ${yardstick.toFixed(1)} calls/s`,
    `program CPU ${(system.cpuSecondsPerCall * 1_000).toFixed(1)} ms/call`,
    `yardsticks ${(apart * 100).toFixed(1)} % apart`,
  ];
  return [
    ...(apart > STEADY
      ? [`warning: the yardsticks differ by ${(apart * 100).toFixed(1)} %: measure again on a quieter machine`]
      : []),
    `bench ${name}: ratio ${(system.callsPerSecond / yardstick).toFixed(3)} (${figures.join(', ')})`,
  ];
}
