/**
 * Preloaded into one process: its machine's clock is wrong by WRONG_CLOCK_MS from the start on, or from WRONG_CLOCK_AFTER_MS after it.
 * The monotonic clock is left alone, as it is by whoever sets a machine's clock.
 */
const wrongBy = Number(process.env.WRONG_CLOCK_MS ?? 0);
const after = Number(process.env.WRONG_CLOCK_AFTER_MS ?? 0);
const RightDate = Date;
const now = () => RightDate.now() + (performance.now() >= after ? wrongBy : 0);

globalThis.Date = new Proxy(RightDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: (target) => new target(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
