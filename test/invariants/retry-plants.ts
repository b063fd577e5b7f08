import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

/** Ways the promises about calling again can break. */
export const RETRY_PLANTS: readonly Plant[] = [
  plant('attempts-within-person-budget', 'tried by another campaign before', ({ cases }) => [
    `update enrolments set attempts_allowed = 1, person_since = '2026-07-01Z' where id = '${cases.retry.enrolment}'`,
    `update calls set phone = '${cases.retry.phone}', dial_started_at = dial_started_at - interval '1 hour' where id = '${cases.exhausted.call}'`,
  ]),
  plant('callbacks-are-settled', 'its time has passed', ({ cases }) => [
    ...pending(cases.retry.enrolment),
    `update enrolments set priority = 0, promised_at = '2026-07-07T17:59:30Z' where id = '${cases.retry.enrolment}'`,
    `update callbacks set missed_after = '2026-07-07T18:01:59Z' where enrolment_id = '${cases.retry.enrolment}'`,
  ]),
  plant('callbacks-are-settled', 'open, and behind others in the queue', ({ cases }) => pending(cases.retry.enrolment)),
  plant('callbacks-are-settled', 'open when all is over', ({ cases }) => [
    ...pending(cases.retry.enrolment),
    `update enrolments set state = 'ENDED', end_reason = 'OPTED_OUT', ended_at = '2026-07-07T18:01:00Z' where id = '${cases.retry.enrolment}'`,
  ]),
  plant('callbacks-are-settled', 'kept too late', ({ cases }) => [
    `update callbacks set missed_after = called_at - interval '1 second' where enrolment_id = '${cases.retry.enrolment}'`,
  ]),
  plant('callbacks-are-settled', 'kept by a call that never was', ({ cases }) => [
    `update calls set not_placed = true where id = '${cases.retry.call}'`,
  ]),
  plant('callbacks-are-settled', 'kept by a call to somebody else', ({ cases }) => [
    `update callbacks set call_id = '${cases.dialing.call}' where enrolment_id = '${cases.retry.enrolment}'`,
  ]),
  plant('fallback-texts-follow-last-attempts', 'to who has opted out', ({ cases }) => [
    `update enrolments set end_reason = 'OPTED_OUT' where id = '${cases.exhausted.enrolment}'`,
  ]),
  plant('fallback-texts-follow-last-attempts', 'to who was spoken to', ({ cases }) => [
    `update enrolments set last_outcome = 'NOT_INTERESTED' where id = '${cases.exhausted.enrolment}'`,
  ]),
  plant('fallback-texts-follow-last-attempts', 'after three days', ({ cases }) => [
    `update fallback_texts set give_up_at = '2026-07-07T18:00:00Z' where enrolment_id = '${cases.exhausted.enrolment}'`,
  ]),
  plant('fallback-texts-follow-last-attempts', 'forgotten', ({ cases }) => [
    `update fallback_texts set status = 'WAITING', text_message_id = null, due_at = '2026-07-07T17:48:00Z'
     where enrolment_id = '${cases.exhausted.enrolment}'`,
  ]),
  plant('fallback-texts-follow-last-attempts', 'another text', ({ cases }) => [
    `update text_messages set request_key = 'mine' where request_key = 'fallback:${cases.exhausted.enrolment}'`,
  ]),
  plant('fallback-texts-follow-last-attempts', 'planned by nobody', ({ cases }) => [
    `delete from fallback_texts where enrolment_id = '${cases.exhausted.enrolment}'`,
  ]),
];

function pending(enrolment: string): string[] {
  return [
    `update callbacks set status = 'PENDING', call_id = null, called_at = null, missed_after = '2026-07-07T18:10:00Z'
     where enrolment_id = '${enrolment}'`,
  ];
}

function plant(
  invariant: string,
  what: string,
  statements: (own: HealthyTenant, other: HealthyTenant) => readonly string[],
): Plant {
  return { invariant, what, statements };
}
