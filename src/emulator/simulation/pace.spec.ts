import { Occasions } from './occasions';
import { Pace } from './pace';

describe('Pace', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('divides simulated time by the scale', () => {
    const pace = new Pace(60);
    const rang = jest.fn();
    pace.after(60_000, rang);
    jest.advanceTimersByTime(999);
    expect(rang).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(rang).toHaveBeenCalledTimes(1);
  });

  it('applies a new scale to what is scheduled afterwards', () => {
    const pace = new Pace(1);
    const [early, late] = [jest.fn(), jest.fn()];
    pace.after(1_000, early);
    pace.timeScale = 10;
    pace.after(1_000, late);
    jest.advanceTimersByTime(100);
    expect(late).toHaveBeenCalled();
    expect(early).not.toHaveBeenCalled();
    jest.advanceTimersByTime(900);
    expect(early).toHaveBeenCalled();
  });

  it('does not scale real time', () => {
    const pace = new Pace(1_000);
    const fault = jest.fn();
    pace.afterReal(500, fault);
    jest.advanceTimersByTime(499);
    expect(fault).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(fault).toHaveBeenCalled();
  });

  it('calls off one timer, or all', () => {
    const pace = new Pace(1);
    const task = jest.fn();
    pace.after(10, task)();
    pace.after(20, task);
    expect(pace.pending).toBe(1);
    pace.stop();
    pace.after(5, task);
    jest.advanceTimersByTime(100);
    expect(task).not.toHaveBeenCalled();
    expect(pace.pending).toBe(0);
  });
});

describe('Occasions', () => {
  it('numbers equal things apart', () => {
    const occasions = new Occasions();
    expect([occasions.next('a'), occasions.next('b'), occasions.next('a')]).toEqual([1, 1, 2]);
    occasions.reset();
    expect(occasions.next('a')).toBe(1);
  });
});
