import { runInContext } from '../context/request-context';
import { AppLogger } from './app-logger';

const PHONE = '+14155550123';
const EMAIL = 'maria.lopez@example.com';
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const KEY = 'ck_live_abcdefghijkl_ZZZZZZZZZZZZZZZZ';
const NAME = 'Maria Lopez';
const CANARIES = [
  PHONE,
  PHONE.slice(1),
  EMAIL,
  TOKEN,
  KEY,
  NAME,
  '+1 (415) 555-0123',
  's3cret-pass',
  'sk-ant-api03-abcdef',
];

function capture(level = 'trace'): { logger: AppLogger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const logger = new AppLogger({ level, role: 'api' }, { write: (line: string) => void written.push(line) });
  return {
    logger,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}

describe('AppLogger', () => {
  it('writes one JSON object per line with level, time, role and context', () => {
    const { logger, lines } = capture();
    logger.log('Dialed', { callId: 'c-1', ms: 12 }, 'CallPlacer');
    expect(lines()).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'callwright',
        role: 'api',
        context: 'CallPlacer',
        callId: 'c-1',
        ms: 12,
        msg: 'Dialed',
      }),
    ]);
    expect(lines()[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('keeps planted canaries out of messages, fields, errors and stacks', () => {
    const { logger, text } = capture();
    const row = { phone: PHONE, name2: NAME, email: EMAIL, transcript: [NAME], attributes: { [EMAIL]: PHONE } };
    const database = Object.assign(new Error(`invalid input syntax for type uuid: "${NAME}"`), {
      code: '22P02',
      detail: `Key (phone)=(${PHONE}) already exists.`,
      query: `select '${EMAIL}'`,
      parameters: [PHONE],
    });
    logger.log(`called ${PHONE} and +1 (415) 555-0123 for ${EMAIL}`);
    logger.warn(`Authorization: Bearer ${TOKEN} or ${TOKEN} or ${KEY} or sk-ant-api03-abcdef`);
    logger.error(`connect ECONNREFUSED postgres://app:s3cret-pass@db/x`);
    logger.log('row', row);
    logger.log({ event: PHONE, reason: `no "${NAME}" at ${PHONE}`, outcome: `said ${EMAIL}`, ...row });
    logger.error('failed', database);
    logger.error(new Error(`no route to ${PHONE}`, { cause: new Error(`asked by ${EMAIL}`) }));
    logger.error(`failed for ${EMAIL}`, `Error: failed for ${EMAIL}\n    at dial (${KEY}.ts:1:1)`, 'Dialer');
    for (const canary of CANARIES) expect(text()).not.toContain(canary);
    expect(text()).toContain('[hidden]');
  });

  it('drops keys it does not know and says how many', () => {
    const { logger, lines } = capture();
    logger.log('saved', { leadId: 'l-1', phone: PHONE, notes: 'x', rowCount: 3 });
    expect(lines()[0]).toMatchObject({ leadId: 'l-1', rowCount: 3, dropped: 2 });
    expect(lines()[0]).not.toHaveProperty('notes');
  });

  it('keeps name, codes, frames and cause of an error', () => {
    const { logger, lines } = capture();
    const error = Object.assign(new TypeError('broken pipe'), { code: 'EPIPE', cause: new Error('closed') });
    logger.error('Could not write', error);
    expect(lines()[0]).toMatchObject({
      msg: 'Could not write',
      error: { name: 'TypeError', message: 'broken pipe', code: 'EPIPE', cause: { message: 'closed' } },
    });
    expect(JSON.stringify(lines()[0])).toContain('app-logger.spec');
  });

  it('carries the ambient request, tenant and kind of actor', () => {
    const { logger, lines } = capture();
    const actor = { kind: 'MEMBER', userId: 'u-1', role: 'ADMIN' } as const;
    runInContext({ requestId: 'r-1', tenantId: 't-1', actor }, () => logger.log('inside'));
    expect(lines()[0]).toMatchObject({ requestId: 'r-1', tenantId: 't-1', actor: 'MEMBER' });
    expect(lines()[0]).not.toHaveProperty('userId');
  });

  it('takes the text after the fields, as it takes it before them', () => {
    const { logger, lines } = capture();
    logger.warn({ queue: 'calls', reason: 'connect ECONNREFUSED 127.0.0.1:6379' }, 'a queue stopped', 'JobRunner');
    expect(lines()[0]).toMatchObject({
      msg: 'a queue stopped',
      queue: 'calls',
      reason: 'connect ECONNREFUSED 127.0.0.1:6379',
      context: 'JobRunner',
    });
  });

  it('writes nothing below its level', () => {
    const { logger, lines } = capture('warn');
    logger.log('no');
    logger.debug('no');
    logger.warn('yes');
    expect(lines().map((line) => line['msg'])).toEqual(['yes']);
  });
});
