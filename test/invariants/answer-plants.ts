import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

const THREAD = '00000000-0000-7000-8000-0000000a25e0';
const ANSWER = '00000000-0000-7000-8000-0000000a25e1';

/** A lead wrote by SMS, and was answered. */
const SOUND = ({ tenant, cases }: HealthyTenant): readonly string[] => {
  const { lead, phone } = cases.qualified;
  return [
    `insert into conversations (tenant_id, id, lead_id, channel, status, turn_count, started_at, updated_at)
     values ('${tenant}', '${THREAD}', '${lead}', 'SMS', 'ACTIVE', 2, '2026-07-07T18:00:00Z', '2026-07-07T18:00:00Z')`,
    `insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, spoken_at) values
     ('${tenant}', '${THREAD}', 1, 1, 'LEAD', 'Is it free?', '2026-07-07T18:00:00Z'),
     ('${tenant}', '${THREAD}', 2, 1, 'AGENT', 'Yes.', '2026-07-07T18:00:01Z')`,
    `insert into answers (tenant_id, id, conversation_id, lead_id, exchange, due_at, heard_at, created_at, updated_at)
     values ('${tenant}', '${ANSWER}', '${THREAD}', '${lead}', 1, '2026-07-07T18:00:00Z', '2026-07-07T18:00:00Z', '2026-07-07T18:00:00Z',
       '2026-07-07T18:00:00Z')`,
    `update answers set state = 'ROUTED', route = '{}' where id = '${ANSWER}'`,
    `update answers set state = 'COMPOSED', reply = '{"text": "Yes.", "cited": []}' where id = '${ANSWER}'`,
    text(tenant, lead, phone, 0),
    `update answers set state = 'DELIVERED', delivered_at = '2026-07-07T18:00:01Z' where id = '${ANSWER}'`,
    `update answers set state = 'DONE' where id = '${ANSWER}'`,
  ];
};

function text(tenant: string, lead: string, phone: string, sends: number): string {
  return `insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, purpose, body, request_key, status, sent_at,
       created_at, updated_at)
     values ('${tenant}', gen_random_uuid(), '${lead}', '${phone}', '+14155550100', 'SMS', 'OUTBOUND', 'RESPONSIVE', 'Yes.',
       'answer:${ANSWER}:${sends}', 'SENDING', '2026-07-07T18:03:30Z', '2026-07-07T18:03:30Z', '2026-07-07T18:03:30Z')`;
}

function plant(invariant: string, what: string, spoil: (own: HealthyTenant) => string): Plant {
  return { invariant, what, statements: (own) => [...SOUND(own), spoil(own)] };
}

export const ANSWER_PLANTS: readonly Plant[] = [
  plant(
    'no-message-is-forgotten',
    'a message nobody planned to answer',
    () => `delete from answers where id = '${ANSWER}'`,
  ),
  plant(
    'no-message-is-forgotten',
    'a later message nobody planned to answer',
    ({ tenant }) => `insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, spoken_at)
      values ('${tenant}', '${THREAD}', 3, 3, 'LEAD', 'Hello?', '2026-07-07T18:01:00Z')`,
  ),
  plant(
    'no-message-is-forgotten',
    'an answer nobody works on',
    ({
      tenant,
      cases,
    }) => `insert into answers (tenant_id, id, conversation_id, lead_id, exchange, due_at, heard_at, created_at, updated_at)
      values ('${tenant}', gen_random_uuid(), '${THREAD}', '${cases.qualified.lead}', 3, '2026-07-07T18:01:00Z', '2026-07-07T18:01:00Z',
        '2026-07-07T18:01:00Z', '2026-07-07T18:01:00Z')`,
  ),
  plant('messages-are-answered-once', 'words that are no answer', () => `delete from answers where id = '${ANSWER}'`),
  plant(
    'messages-are-answered-once',
    'an answer nobody was told',
    () => `delete from turns where conversation_id = '${THREAD}' and seq = 2`,
  ),
  plant('messages-are-answered-once', 'two texts', ({ tenant, cases: { qualified } }) =>
    text(tenant, qualified.lead, qualified.phone, 1),
  ),
];
