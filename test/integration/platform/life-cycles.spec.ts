import { ACCOUNT_MOVES } from '../../../src/calls/carrier-standing/account-rules';
import { CALL_MOVES } from '../../../src/calls/call-status';
import { CAMPAIGN_MOVES } from '../../../src/campaigns/rules/campaign-status';
import { CALLBACK_MOVES } from '../../../src/campaigns/retries/callback.entity';
import { FALLBACK_MOVES } from '../../../src/campaigns/retries/fallback-text.entity';
import { TEXT_MOVES } from '../../../src/conversations/texts/text-status';
import { ENROLMENT_MOVES } from '../../../src/campaigns/rules/enrolment-state';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('life cycles', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it.each<[string, Readonly<Record<string, readonly string[]>>]>([
    ['call', CALL_MOVES],
    ['campaign', CAMPAIGN_MOVES],
    ['enrolment', ENROLMENT_MOVES],
    ['text_message', TEXT_MOVES],
    ['callback', CALLBACK_MOVES],
    ['fallback_text', FALLBACK_MOVES],
    ['carrier_account', ACCOUNT_MOVES],
  ])('of a %s are the same in the program and in the database', async (machine, moves) => {
    const rows = await app.sql<{ move: string }>(
      "select from_state || ' > ' || to_state as move from legal_moves where machine = $1",
      [machine],
    );
    const declared = Object.entries(moves).flatMap(([from, targets]) => targets.map((to) => `${from} > ${to}`));
    expect(rows.map((row) => row.move).sort()).toEqual(declared.sort());
  });
});
