import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations that are written: threads on text channels, people who take over, messages known by their sender's key. */
export class ConversationsInWriting1763600016000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(THREADS);
    await db.query(TURNS);
  }

  async down(): Promise<void> {
    throw new Error('Conversations in writing cannot be reverted: restore a backup instead.');
  }
}

const THREADS = /* sql */ `
-- Without a call: a thread, of which a lead has one open per channel. A lead whose project has no agent is heard all the same.
alter table conversations drop constraint conversations_channel_check;
alter table conversations add constraint conversations_channel_check
  check (channel in ('VOICE', 'SMS', 'WHATSAPP', 'LIVE_CHAT', 'WEB_FORM'));
alter table conversations alter column agent_id drop not null;
alter table conversations alter column agent_version drop not null;
alter table conversations add constraint conversations_agent_whole check ((agent_id is null) = (agent_version is null));
alter table conversations add constraint conversations_call_is_spoken check (call_id is null or channel = 'VOICE');
-- When the lead last wrote or spoke, and since when a person has the conversation.
alter table conversations add column last_heard_at timestamptz;
alter table conversations add column escalated_at timestamptz;
alter table conversations add constraint conversations_escalated check ((status = 'ESCALATED') = (escalated_at is not null));
create unique index conversations_thread on conversations (tenant_id, lead_id, channel) where call_id is null and status <> 'ENDED';
-- Across tenants: threads nobody has written in for long.
create index conversations_quiet on conversations (updated_at) where call_id is null and status = 'ACTIVE';
create index conversations_open_of_lead on conversations (tenant_id, lead_id, last_heard_at) where status <> 'ENDED';
insert into legal_moves (machine, from_state, to_state) values
  ('conversation', 'ACTIVE', 'ESCALATED'), ('conversation', 'ESCALATED', 'ACTIVE'), ('conversation', 'ESCALATED', 'ENDED');
`;

const TURNS = /* sql */ `
-- message_key: the sender's own id of a written message; the same message is one turn however often it is delivered.
alter table turns drop constraint turns_speaker_check;
alter table turns add constraint turns_speaker_check check (speaker in ('LEAD', 'AGENT', 'HUMAN'));
alter table turns add column message_key text check (length(message_key) between 1 and 200);
create unique index turns_message on turns (tenant_id, conversation_id, message_key) where message_key is not null;
`;
