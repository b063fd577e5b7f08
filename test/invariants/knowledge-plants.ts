import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

const DOCUMENT = '00000000-0000-7000-8000-00000000d0c5';

/** A document of two passages as the program stores it. */
export const SOUND_KNOWLEDGE = (own: HealthyTenant): readonly string[] => [
  `insert into knowledge_documents (tenant_id, id, title, kind, content_hash, byte_size, passage_count, created_at)
   values ('${own.tenant}', '${DOCUMENT}', 'Rules', 'TEXT', sha256('x'), 1, 2, '2026-07-07T12:00:00Z')`,
  `insert into knowledge_passages (tenant_id, document_id, ordinal, id, heading, text)
   select '${own.tenant}', '${DOCUMENT}', n, gen_random_uuid(), '', 'pets ' || n from generate_series(0, 1) n`,
  `insert into knowledge_terms (tenant_id, term, document_id, ordinals, impacts) values
   ('${own.tenant}', 'pet', '${DOCUMENT}', '{0,1}', '{900,900}'), ('${own.tenant}', '1', '${DOCUMENT}', '{1}', '{900}')`,
];

function plant(what: string, statement: string): Plant {
  return { invariant: 'knowledge-is-whole', what, statements: (own) => [...SOUND_KNOWLEDGE(own), statement] };
}

export const KNOWLEDGE_PLANTS: readonly Plant[] = [
  plant('a passage that is gone', `delete from knowledge_passages where ordinal = 1`),
  plant('a passage too many', `update knowledge_documents set passage_count = 1`),
  plant('a gap in the numbers', `update knowledge_passages set ordinal = 2 where ordinal = 1`),
  plant('an index of a passage that is not there', `update knowledge_terms set ordinals = '{0,7}' where term = 'pet'`),
  plant('a passage the index does not know', `update knowledge_terms set ordinals = '{0}', impacts = '{900}'`),
];
