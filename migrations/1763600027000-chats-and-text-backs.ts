import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A chat nobody vouches for is a thread of its own, apart from what else is the lead's; a text back that never left is sent again. */
export class ChatsAndTextBacks1763600027000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(THREADS);
    await db.query(TEXT_BACKS);
  }

  async down(): Promise<void> {
    throw new Error('Chats that are kept apart cannot be put together: restore a backup instead.');
  }
}

const THREADS = /* sql */ `
-- Whether the company knows that the visitor is the owner of the phone.
alter table chat_sessions add column verified boolean not null default false;
-- Whose key brought it, so that one page floods nobody with strangers; null for those from before.
alter table chat_sessions add column opened_by text;
create index chat_sessions_opened on chat_sessions (tenant_id, opened_by, opened_at);
-- The chat session whose visitor typed the phone unproven; null for what is the lead's own. One open thread per lead, channel and such session.
alter table conversations add column unproven_session text
  check (unproven_session is null or (channel = 'LIVE_CHAT' and length(unproven_session) between 1 and 80));
-- Several visitors may have written in chats from before: nobody goes on in them. While no tenant is set, forced row security shows nothing.
alter table conversations no force row level security;
update conversations set unproven_session = 'before' where channel = 'LIVE_CHAT';
alter table conversations force row level security;
drop index conversations_thread;
create unique index conversations_thread on conversations (tenant_id, lead_id, channel, coalesce(unproven_session, ''))
  where call_id is null and status <> 'ENDED';
`;

const TEXT_BACKS = /* sql */ `
-- When the call is to be texted back, or again; null when nothing waits. text_sends counts the texts that provably never left.
alter table missed_calls add column text_due_at timestamptz;
alter table missed_calls add column text_sends integer not null default 0;
create index missed_calls_text_due on missed_calls (text_due_at) where text_due_at is not null;
grant update (text_due_at, text_sends) on missed_calls to callwright_app;
`;
