import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of leads over all conversations; every version of a rubric, and every score with what it was made of. */
export class QualificationInDepth1763600018000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(RUBRIC_VERSIONS);
    await db.query(VERDICTS);
    await db.query(LEAD_FACTS);
    await db.query(RESCORINGS);
    await db.query(READINGS);
  }

  async down(): Promise<void> {
    throw new Error('Kept versions and verdicts cannot be reverted: restore a backup instead.');
  }
}

const RUBRIC_VERSIONS = /* sql */ `
-- Written once and never changed: what a score of that version was made by. Versions saved before this table were not kept.
create table rubric_versions (
  tenant_id uuid not null references tenants (id),
  rubric_id uuid not null,
  version integer not null check (version >= 1),
  name text not null,
  criteria jsonb not null,
  min_score numeric(5, 2) not null check (min_score between 0 and 100),
  saved_at timestamptz not null,
  primary key (tenant_id, rubric_id, version),
  foreign key (tenant_id, rubric_id) references rubrics (tenant_id, id)
);
alter table rubrics no force row level security;
insert into rubric_versions (tenant_id, rubric_id, version, name, criteria, min_score, saved_at)
select tenant_id, id, version, name, criteria, min_score, updated_at from rubrics;
alter table rubrics force row level security;
call protect_tenant_table('rubric_versions', 'select, insert');
`;

const VERDICTS = /* sql */ `
-- verdicts: one per criterion, in their order: {field, operator, weight, required, verdict, isOpen}; the score is computed from them.
alter table assessments add column ceiling numeric(5, 2) check (ceiling between 0 and 100);
alter table assessments add column decision text check (decision in ('QUALIFIED', 'UNQUALIFIED', 'INCOMPLETE'));
alter table assessments add column verdicts jsonb check (jsonb_typeof(verdicts) = 'array');
-- Who read the conversation, and by which version of its instructions; null when there was nothing to read.
alter table assessments add column extractor text check (extractor in ('MODEL', 'RULES'));
alter table assessments add column extraction_version text;

-- money: {min, max, currency}; quotes: the words in the record, ours first where the lead took up an offer: {turn, speaker, text}.
alter table assessment_facts add column money jsonb;
alter table assessment_facts add column quotes jsonb not null default '[]' check (jsonb_typeof(quotes) = 'array');
alter table assessment_facts drop constraint assessment_facts_status_check;
alter table assessment_facts add constraint assessment_facts_status_check
  check (status in ('STATED', 'IMPLIED', 'ACCEPTED_OFFER', 'REFUSED', 'NOT_MENTIONED'));
`;

const LEAD_FACTS = /* sql */ `
-- What holds of a person, and what held before; assessment_facts keeps what one conversation showed, rejected claims and all. A fact is
-- superseded by the one that holds instead, or by none: then a better reader of the same conversation did not find it.
create table lead_facts (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  field text not null,
  status text not null check (status in ('STATED', 'IMPLIED', 'ACCEPTED_OFFER', 'REFUSED')),
  value jsonb,
  money jsonb,
  quotes jsonb not null check (jsonb_typeof(quotes) = 'array'),
  conversation_id uuid not null,
  turn_seq integer not null,
  confidence numeric(4, 3) check (confidence between 0 and 1),
  extractor text not null check (extractor in ('MODEL', 'RULES')),
  extraction_version text not null,
  model text,
  said_at timestamptz not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  superseded_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, superseded_by) references lead_facts (tenant_id, id) deferrable initially deferred,
  check ((status = 'REFUSED') = (value is null)),
  check (superseded_by is null or superseded_at is not null)
);

alter table assessments no force row level security;
alter table assessment_facts no force row level security;
alter table turns no force row level security;
with found as materialized (
  select a.tenant_id, gen_random_uuid() as id, a.lead_id, f.field, f.status, f.value, f.quote, a.conversation_id,
    coalesce(f.turn_seq, 0) as turn_seq, f.confidence, a.model, coalesce(t.spoken_at, a.completed_at) as said_at, a.completed_at
  from assessment_facts f
  join assessments a on a.tenant_id = f.tenant_id and a.id = f.assessment_id
  left join turns t on t.tenant_id = a.tenant_id and t.conversation_id = a.conversation_id and t.seq = f.turn_seq
  where a.completed_at is not null and (f.verified or f.status = 'REFUSED')
), ranked as (
  select found.*, first_value(id) over last_said as holder
  from found
  window last_said as (partition by tenant_id, lead_id, field order by value is not null desc, said_at desc, turn_seq desc, id desc)
)
insert into lead_facts (tenant_id, id, lead_id, field, status, value, quotes, conversation_id, turn_seq, confidence, extractor,
  extraction_version, model, said_at, recorded_at, superseded_at, superseded_by)
select tenant_id, id, lead_id, field, status, value,
  case when quote is null then '[]' else jsonb_build_array(jsonb_build_object('turn', turn_seq, 'speaker', 'LEAD', 'text', quote)) end,
  conversation_id, turn_seq, confidence, 'MODEL', 'model-1', model, said_at, completed_at,
  case when holder <> id then completed_at end, nullif(holder, id)
from ranked;
alter table assessments force row level security;
alter table assessment_facts force row level security;
alter table turns force row level security;

-- One value holds for each lead and field.
create unique index lead_facts_current on lead_facts (tenant_id, lead_id, field) where superseded_at is null;
create index lead_facts_history on lead_facts (tenant_id, lead_id, said_at, id);
create index lead_facts_conversation on lead_facts (tenant_id, conversation_id);
create index lead_facts_superseded_by on lead_facts (tenant_id, superseded_by) where superseded_by is not null;
call protect_tenant_table('lead_facts', 'select, insert, update');
`;

const RESCORINGS = /* sql */ `
-- One version of a rubric on its way over its leads, in the order of their ids: the mark moves in the transaction that stores a batch.
create table rescorings (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  rubric_id uuid not null,
  rubric_version integer not null,
  status text not null default 'RUNNING' check (status in ('RUNNING', 'COMPLETED', 'SUPERSEDED')),
  last_lead_id uuid,
  leads_seen integer not null default 0 check (leads_seen >= 0),
  leads_changed integer not null default 0 check (leads_changed between 0 and leads_seen),
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, rubric_id, rubric_version) references rubric_versions (tenant_id, rubric_id, version),
  check ((status = 'RUNNING') = (ended_at is null))
);
create unique index rescorings_running on rescorings (tenant_id, rubric_id) where status = 'RUNNING';
create index rescorings_version on rescorings (tenant_id, rubric_id, rubric_version);
-- For the sweep, of all tenants.
create index rescorings_silent on rescorings (updated_at) where status = 'RUNNING';
create index assessments_of_rubric on assessments (tenant_id, rubric_id, lead_id) where status = 'COMPLETED';
call protect_tenant_table('rescorings', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('rescoring', '-', 'RUNNING'), ('rescoring', 'RUNNING', 'COMPLETED'), ('rescoring', 'RUNNING', 'SUPERSEDED');
create trigger rescorings_life_cycle before insert or update of status on rescorings
  for each row execute function refuse_illegal_move('rescoring', 'status');
`;

const READINGS = /* sql */ `
-- Conversations in writing are assessed while they go on: turns_read says up to which turn, turns_read_by_model up to which a model has
-- read. provisional: rules alone have read the rest; a model does so as soon as it can be asked, a bounded number of times.
alter table assessments alter column call_id drop not null;
alter table assessments add column turns_read integer not null default 0 check (turns_read >= 0);
alter table assessments add column turns_read_by_model integer not null default 0 check (turns_read_by_model between 0 and turns_read);
alter table assessments add column provisional boolean not null default false;
alter table assessments add column upgrade_due_at timestamptz;
alter table assessments add column upgrade_attempts integer not null default 0;
alter table assessments add constraint assessments_upgrade_whole check (upgrade_due_at is null or provisional);
-- For the sweep, of all tenants.
create index assessments_upgrade on assessments (upgrade_due_at) where upgrade_due_at is not null;
-- What a conversation showed is what was read in it last.
grant update, delete on assessment_facts to callwright_app;
`;
