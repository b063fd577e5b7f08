import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The guard of life cycles reads the one column it is about; it is asked for each of a hundred thousand leads of a file. */
export class QuickerLifeCycles1763600014000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(GUARD);
  }

  async down(): Promise<void> {
    throw new Error('The guard of life cycles cannot be reverted: restore a backup instead.');
  }
}

const GUARD = /* sql */ `
-- Trigger arguments: machine, column. A row is born from the pseudo state '-'. A column of another name than these costs the whole row
-- as JSON, and that was an eighth of what it took to insert a lead.
create or replace function refuse_illegal_move() returns trigger language plpgsql as $$
declare
  was text := '-';
  becomes text;
begin
  if tg_argv[1] = 'stage' then
    becomes := new.stage;
    if tg_op = 'UPDATE' then was := old.stage; end if;
  elsif tg_argv[1] = 'status' then
    becomes := new.status;
    if tg_op = 'UPDATE' then was := old.status; end if;
  elsif tg_argv[1] = 'state' then
    becomes := new.state;
    if tg_op = 'UPDATE' then was := old.state; end if;
  else
    becomes := to_jsonb(new) ->> tg_argv[1];
    if tg_op = 'UPDATE' then was := to_jsonb(old) ->> tg_argv[1]; end if;
  end if;
  if was is distinct from becomes and not exists (
    select 1 from legal_moves m where m.machine = tg_argv[0] and m.from_state = was and m.to_state = becomes
  ) then
    raise exception 'illegal move of %: % -> %', tg_argv[0], was, becomes using errcode = '23514', constraint = 'legal_moves';
  end if;
  return new;
end $$;
`;
