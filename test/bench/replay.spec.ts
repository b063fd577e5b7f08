import { Schedule } from './replay';

it('hands out what waits for nothing, then what waited for it', async () => {
  const schedule = new Schedule([{ after: [] }, { after: [0] }, { after: [] }, { after: [1, 2] }]);
  expect([await schedule.take(), await schedule.take()]).toEqual([0, 2]);
  const next = schedule.take();
  schedule.done(0);
  expect(await next).toBe(1);
  schedule.done(2);
  const last = schedule.take();
  schedule.done(1);
  expect(await last).toBe(3);
  const nothing = schedule.take();
  schedule.done(3);
  expect(await nothing).toBeUndefined();
  expect(await schedule.take()).toBeUndefined();
});
