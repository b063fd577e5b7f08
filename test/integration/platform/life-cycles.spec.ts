import { ACCOUNT_MOVES } from '../../../src/calls/carrier-standing/account-rules';
import { CALL_MOVES } from '../../../src/calls/call-status';
import { LEG_MOVES } from '../../../src/calls/transfers/leg-status';
import { TRANSFER_MOVES } from '../../../src/calls/transfers/transfer-state';
import { CAMPAIGN_MOVES } from '../../../src/campaigns/rules/campaign-status';
import { CALLBACK_MOVES } from '../../../src/campaigns/retries/callback.entity';
import { FALLBACK_MOVES } from '../../../src/campaigns/retries/fallback-text.entity';
import { TEXT_MOVES } from '../../../src/conversations/texts/text-status';
import { ENROLMENT_MOVES } from '../../../src/campaigns/rules/enrolment-state';
import { APPOINTMENT_MOVES } from '../../../src/escalation/appointments/appointment.entity';
import { ESCALATION_MOVES } from '../../../src/escalation/escalation-life-cycle';
import { TICKET_MOVES } from '../../../src/escalation/tickets/ticket.entity';
import { ANSWER_MOVES } from '../../../src/orchestrator/answers/answer-life-cycle';
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
    ['escalation', ESCALATION_MOVES],
    ['ticket', TICKET_MOVES],
    ['appointment', APPOINTMENT_MOVES],
    ['transfer', TRANSFER_MOVES],
    ['transfer_leg', LEG_MOVES],
    ['answer', ANSWER_MOVES],
  ])('of a %s are the same in the program and in the database', async (machine, moves) => {
    const rows = await app.sql<{ move: string }>(
      "select from_state || ' > ' || to_state as move from legal_moves where machine = $1",
      [machine],
    );
    const declared = Object.entries(moves).flatMap(([from, targets]) => targets.map((to) => `${from} > ${to}`));
    expect(rows.map((row) => row.move).sort()).toEqual(declared.sort());
  });
});
