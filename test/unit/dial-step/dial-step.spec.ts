import { History } from './history';
import { DEAF, type HistoryEnd, type Plant, ROUGH, STORM, type Weather } from './plan';

const HISTORIES = 4_000;
const PLANTED = 2_000;
const WEATHERS: Readonly<Record<string, Weather>> = { ROUGH, DEAF, STORM };

interface Figures {
  readonly doubleDials: number;
  readonly doubleConversations: number;
  readonly neverDialed: number;
  readonly unsettled: number;
  /** The first seeds of each kind of failure, to be run again with `DIAL_STEP_SEED`. */
  readonly seeds: readonly number[];
}

function run(seed: number, weather: Weather, plants: readonly Plant[]): HistoryEnd {
  return new History({ seed, weather, plants: new Set(plants) }).run();
}

function figuresOf(weather: Weather, plants: readonly Plant[] = [], histories = HISTORIES): Figures {
  const ends = Array.from({ length: histories }, (_, seed) => ({ seed, end: run(seed, weather, plants) }));
  const sum = (of: (end: HistoryEnd) => number): number => ends.reduce((total, { end }) => total + of(end), 0);
  const isBad = ({ end }: { end: HistoryEnd }): boolean =>
    end.doubleDials > 0 || end.doubleConversations > 0 || end.neverDialed || end.unsettled;
  return {
    doubleDials: sum((end) => end.doubleDials),
    doubleConversations: sum((end) => end.doubleConversations),
    neverDialed: sum((end) => Number(end.neverDialed)),
    unsettled: sum((end) => Number(end.unsettled)),
    seeds: ends
      .filter(isBad)
      .slice(0, 3)
      .map(({ seed }) => seed),
  };
}

const NOTHING: Figures = { doubleDials: 0, doubleConversations: 0, neverDialed: 0, unsettled: 0, seeds: [] };

type Count = keyof Omit<Figures, 'seeds'>;

describe('the dial step', () => {
  const table: object[] = [];
  const wanted = process.env['DIAL_STEP_SEED'];
  if (wanted) {
    it(`with seed ${wanted}`, () => {
      const { trace, ...end } = run(Number(wanted), WEATHERS[process.env['DIAL_STEP_WEATHER'] ?? 'ROUGH'] ?? ROUGH, []);
      process.stdout.write(`${trace.join('\n')}\n`);
      expect(end).toEqual({ doubleDials: 0, doubleConversations: 0, neverDialed: false, unsettled: false });
    });
    return;
  }

  // A failing seed is run again, with every step, by DIAL_STEP_SEED=<seed> npx jest … dial-step (with DIAL_STEP_WEATHER=DEAF or STORM).
  it.each([
    ['requests, workers, callbacks and lists fail', ROUGH],
    ['no callback ever comes', DEAF],
    ['everything stands still, and no callback ever comes', STORM],
  ])('dials everybody, once, while %s', (_case, weather) => {
    expect(figuresOf(weather)).toEqual(NOTHING);
  });

  it('repeats a history from its seed', () => {
    expect(run(7, ROUGH, [])).toEqual(run(7, ROUGH, []));
    expect(run(7, ROUGH, []).trace).not.toEqual(run(8, ROUGH, []).trace);
  });

  interface Trial {
    readonly plants: readonly Plant[];
    readonly weather?: Weather;
    readonly spoils: readonly Count[];
    readonly leaves: readonly Count[];
  }

  it.each<[string, Trial]>([
    [
      'the request is repeated',
      { plants: ['RETRY_POST'], spoils: ['doubleDials'], leaves: ['doubleConversations', 'neverDialed', 'unsettled'] },
    ],
    [
      'lists are believed at once',
      {
        plants: ['NO_SETTLING'],
        weather: DEAF,
        spoils: ['doubleDials'],
        leaves: ['doubleConversations', 'neverDialed', 'unsettled'],
      },
    ],
    [
      'lists are believed at once, and whoever picks up is spoken to',
      {
        plants: ['NO_SETTLING', 'NO_ADOPTION_FENCE'],
        weather: STORM,
        spoils: ['doubleDials', 'doubleConversations'],
        leaves: ['neverDialed', 'unsettled'],
      },
    ],
    [
      'nobody asks the carrier',
      {
        plants: ['NO_RECONCILIATION'],
        spoils: ['neverDialed', 'unsettled'],
        leaves: ['doubleDials', 'doubleConversations'],
      },
    ],
    [
      'a worker sends what was given back',
      { plants: ['NO_SENT_MARK', 'NO_LEAVE'], spoils: ['doubleDials'], leaves: ['doubleConversations', 'neverDialed'] },
    ],
  ])('notices when %s', (_case, { plants, weather = ROUGH, spoils, leaves }) => {
    const figures = figuresOf(weather, plants, PLANTED);
    expect({ plants, spoiled: spoils.filter((name) => figures[name] > 0) }).toEqual({ plants, spoiled: spoils });
    expect({ plants, spoiled: leaves.filter((name) => figures[name] > 0) }).toEqual({ plants, spoiled: [] });
    table.push({ without: plants.join(' '), ...figures, seeds: figures.seeds.join(' ') });
  });

  afterAll(() => process.stdout.write(`${table.map((row) => JSON.stringify(row)).join('\n')}\n`));
});
