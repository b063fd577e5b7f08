import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { CONTACT_CHANNELS } from '../../compliance/rules/contact-question';
import { RUBRIC } from '../../demo/scenario';
import { COMPANY, WEB_FORMS } from '../../demo/web-forms';
import { rulesOfTheProgram } from './rules-of-the-program';
import { scenarioOf } from './scenario-file';
import { simulate } from './simulate';

type Row = Readonly<Record<string, string>>;

/** Of whom a letter came, in the demonstration. */
const LETTER_WRITER = '+14155550122';

/**
 * What a real run of the demonstration came to, counted in its database: 205 leads, program, emulator and carrier's book on real
 * sockets. The people are the same, so the counts are.
 */
const REAL_RUN = {
  leads: 205,
  calls: 293,
  connected: 179,
  retries: 98,
  outcomes: {
    QUALIFIED: 126,
    UNQUALIFIED: 39,
    CALLBACK_REQUESTED: 6,
    WRONG_NUMBER: 8,
    VOICEMAIL: 48,
    NO_ANSWER: 48,
    BUSY: 12,
    OPTED_OUT: 6,
  },
};

describe('the leads of the demonstration, simulated', () => {
  const file = {
    name: 'Harbour View launch',
    start: '2026-11-18T19:00:00Z',
    company: { name: COMPANY, timeZone: 'America/New_York', maxConcurrentCalls: 100 },
    campaign: {
      maxConcurrentCalls: 40,
      dailyCallLimit: 5_000,
      retryPolicy: { noAnswer: [2, 4], busy: [2, 3], failed: [1, 2], voicemail: [3] },
      rubric: { minScore: RUBRIC.minScore, criteria: RUBRIC.criteria },
    },
    carrier: { callsPerSecond: 50 },
    leads: [...imported(), ...enquiries()],
  };

  it('come to what a real run came to, outcome by outcome', () => {
    const { scenario, leads } = scenarioOf(file);
    const report = simulate(scenario, leads, rulesOfTheProgram());
    expect(report).toMatchObject({ ...REAL_RUN, isFinished: true, violations: [] });
    expect(report.outcomes).toEqual(REAL_RUN.outcomes);
    expect(report.callbacks).toEqual({ promised: 6, kept: 6, missed: 0 });
    expect(Object.values(report.neverReached).reduce((sum, count) => sum + count, 0)).toBe(10);
  });
});

function imported(): object[] {
  const content = readFileSync(join(__dirname, '../../demo/leads.csv'), 'utf8');
  const rows: Row[] = parse(content, { columns: true });
  return rows.map((row) => {
    const phone = parsePhoneNumberFromString(row['phone'] ?? '', 'US')?.number ?? '';
    return { phone, state: row['state'] || null, consent: consentOf(row), suppressed: phone === LETTER_WRITER };
  });
}

function consentOf(row: Row): object | string {
  if (!row['consent_type']) return 'NONE';
  return {
    type: row['consent_type'],
    signature: row['consent_signature'] || null,
    disclosesAutomatedVoice: row['consent_automated_voice'] === 'yes',
    disclosesNotCondition: row['consent_not_condition'] === 'yes',
    channels: CONTACT_CHANNELS.filter((channel) => row['consent_channels']?.includes(channel.toLowerCase())),
    obtainedAt: row['consent_at'],
    ...(row['consent_expires_at'] ? { expiresAt: row['consent_expires_at'] } : {}),
  };
}

function enquiries(): object[] {
  return WEB_FORMS.map(({ phone, consent }) => ({
    phone,
    consent: consent === true ? { signature: null } : 'WRITTEN',
  }));
}
