import { EventEmitter } from 'node:events';
import { shutDownOnce } from './shut-down';

const LIMITS = { requestsMs: 50, totalMs: 100 };
const NEVER = new Promise<never>(() => undefined);

describe('shutDownOnce', () => {
  let said: string;
  let codes: number[];
  let steps: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    [said, codes, steps] = ['', [], []];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const shutDown = (close: () => Promise<unknown>, stopServers: () => Promise<unknown> = async () => undefined) => {
    const server = Object.assign(new EventEmitter(), { close: () => steps.push('listen no more') });
    const app = {
      get: () => ({ begin: () => steps.push('begin') }),
      getHttpServer: () => server,
      close: async () => void (await close()),
    };
    const stop = async () => void (await stopServers());
    const exit = (code: number) => void codes.push(code);
    const told = shutDownOnce(app as unknown as Parameters<typeof shutDownOnce>[0], stop, exit, LIMITS);
    for (const name of ['ended before', 'open']) {
      const socket = Object.assign(new EventEmitter(), { destroy: () => steps.push(`cut off: ${name}`) });
      server.emit('connection', socket);
      if (name !== 'open') socket.emit('close');
    }
    return told;
  };

  it('closes, stops its servers and leaves with 0, however often it is told to', async () => {
    const told = shutDown(
      async () => steps.push('close'),
      async () => steps.push('servers'),
    );
    told();
    told();
    await jest.advanceTimersByTimeAsync(10);
    expect(steps).toEqual(['begin', 'close', 'servers']);
    expect(codes).toEqual([0]);
    expect(said).toBe('');
  });

  it('cuts off requests that take too long, once', async () => {
    shutDown(() => new Promise((resolve) => setTimeout(resolve, 80)))();
    await jest.advanceTimersByTimeAsync(90);
    expect(steps).toEqual(['begin', 'listen no more', 'cut off: open']);
    expect(codes).toEqual([0]);
  });

  it.each([
    ['the application', () => shutDown(() => NEVER)],
    [
      'a server',
      () =>
        shutDown(
          async () => undefined,
          () => NEVER,
        ),
    ],
  ])('leaves with 1 and says so when %s does not stop', async (_, prepare) => {
    prepare()();
    await jest.advanceTimersByTimeAsync(100);
    expect(codes).toEqual([1]);
    expect(said).toContain('could not stop in order');
  });

  it('leaves with 1 and the reason when closing fails', async () => {
    shutDown(async () => Promise.reject(new Error('no way out')))();
    await jest.advanceTimersByTimeAsync(10);
    expect(codes).toEqual([1]);
    expect(said).toContain('no way out');
  });
});
