import { defaultAccount, optionsFrom } from './emulator.config';

describe('the emulator configuration', () => {
  it('has defaults for everything', () => {
    expect(optionsFrom({})).toEqual({
      host: '127.0.0.1',
      port: 4010,
      timeScale: 1,
      seed: 1,
      cps: 0,
      ledgerFile: undefined,
      accounts: [defaultAccount],
    });
  });

  it('reads the environment, blank values standing for none', () => {
    const options = optionsFrom({
      EMULATOR_PORT: '0',
      EMULATOR_TIME_SCALE: '60',
      EMULATOR_SEED: '9',
      EMULATOR_LEDGER_FILE: '',
      EMULATOR_TWILIO_ACCOUNT_SID: 'AC1, AC2',
      EMULATOR_TWILIO_AUTH_TOKEN: 'one,two',
    });
    expect(options).toMatchObject({ port: 0, timeScale: 60, seed: 9, ledgerFile: undefined });
    expect(options.accounts).toEqual([
      { sid: 'AC1', authToken: 'one' },
      { sid: 'AC2', authToken: 'two' },
    ]);
  });

  it.each([
    ['EMULATOR_PORT', 'seventy'],
    ['EMULATOR_TIME_SCALE', '0'],
    ['EMULATOR_SEED', '1.5'],
  ])('names a bad %s', (name, value) => {
    expect(() => optionsFrom({ [name]: value })).toThrow(name);
  });

  it('wants one token per account', () => {
    expect(() => optionsFrom({ EMULATOR_TWILIO_ACCOUNT_SID: 'AC1,AC2' })).toThrow('EMULATOR_TWILIO_AUTH_TOKEN');
  });
});
