import { InvalidArgument, rulesTaskOf } from './rules-arguments';

const EXPLAIN = ['--explain', '+12125552345', '--at', '2026-07-07T14:00:00Z'];

describe('arguments of `npm run rules`', () => {
  it('name one task', () => {
    expect(rulesTaskOf(['--vectors', 'some.json'])).toEqual({ task: 'VECTORS', file: 'some.json' });
    expect(rulesTaskOf(['--bench'])).toEqual({ task: 'BENCH' });
    expect(rulesTaskOf(EXPLAIN)).toMatchObject({
      task: 'EXPLAIN',
      supposed: {
        phone: '+12125552345',
        moment: new Date('2026-07-07T14:00:00Z'),
        channel: 'AI_VOICE',
        purpose: 'MARKETING',
        consent: 'PEWC',
        zone: null,
      },
    });
  });

  it('say what to suppose', () => {
    const args = ['--channel', 'sms', '--purpose', 'informational', '--consent', 'none', '--zone', 'America/Chicago'];
    expect(rulesTaskOf([...EXPLAIN, ...args, '--state', 'NY', '--line', 'landline'])).toMatchObject({
      supposed: {
        channel: 'SMS',
        purpose: 'INFORMATIONAL',
        consent: null,
        zone: 'America/Chicago',
        state: 'NY',
        line: 'LANDLINE',
      },
    });
    expect(rulesTaskOf(['--explain', '+1 (212) 555-2345', '--at', '2026-07-07T10:00:00-04:00'])).toMatchObject({
      supposed: { phone: '+12125552345', moment: new Date('2026-07-07T14:00:00Z') },
    });
  });

  const at = (moment: string) => ['--explain', '+12125552345', '--at', moment];
  it.each<[message: string, args: string[]]>([
    ['--explain: "123" is no phone number', ['--explain', '123', '--at', '2026-07-07T14:00:00Z']],
    ['--explain: "" is no phone number', ['--explain', '', '--at', '2026-07-07T14:00:00Z']],
    ['--explain: "2125552345" is no phone number', ['--explain', '2125552345', '--at', '2026-07-07T14:00:00Z']],
    ['--at: is needed', ['--explain', '+12125552345']],
    ['--at: "noon" is no moment', at('noon')],
    ['--at: "2026-07-07" is no moment', at('2026-07-07')],
    ['--at: "2026-07-07T14:00:00" is no moment', at('2026-07-07T14:00:00')],
    ['--at: "2026-02-30T14:00:00Z" is no moment', at('2026-02-30T14:00:00Z')],
    ['--at: "2026-13-01T14:00:00Z" is no moment', at('2026-13-01T14:00:00Z')],
    ['--at: the year 0 lies outside', at('0000-01-01T00:00:00Z')],
    ['--at: the year 9999 lies outside', at('9999-01-01T00:00:00Z')],
    ['--zone: "Mars/Olympus" is no time zone', [...EXPLAIN, '--zone', 'Mars/Olympus']],
    ['--zone: "+05:30" is no time zone', [...EXPLAIN, '--zone', '+05:30']],
    ['--channel: "fax" is none of ai_voice, human_voice, sms, whatsapp', [...EXPLAIN, '--channel', 'fax']],
    ['--consent: "oral" is none of pewc, pec, none', [...EXPLAIN, '--consent', 'oral']],
    ['--purpose: "responsive" is none of', [...EXPLAIN, '--purpose', 'responsive']],
    ['--caller-id: "140" is no phone number', [...EXPLAIN, '--caller-id', '140']],
    ['One of --vectors, --explain and --bench is needed', []],
    ['One of --vectors, --explain and --bench is needed', ['--bench', '--vectors', 'x']],
    ['--bogus', ['--bogus']],
  ])('are refused: %s', (message, args) => {
    expect(() => rulesTaskOf(args)).toThrow(InvalidArgument);
    expect(() => rulesTaskOf(args)).toThrow(message);
  });
});
