/** Processor time of this process that `work` takes, ms: unlike the time on the wall it does not grow when others want the machine. */
export function cpuMs(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}
