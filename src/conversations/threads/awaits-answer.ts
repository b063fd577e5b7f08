/**
 * True of a row of `conversations` whose lead still waits for an answer: of a company that is paused, say, or behind a carrier or a
 * model that is down, for days perhaps. One look at the index of answers under way.
 */
export const AWAITS_ANSWER = /* sql */ `exists (select 1 from answers a
  where a.tenant_id = conversations.tenant_id and a.conversation_id = conversations.id and a.state not in ('DONE', 'SKIPPED'))`;
