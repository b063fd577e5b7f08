import type { ReadStatement } from '../../platform/database/one-trip';
import type { AskedWord } from '../terms/terms';

/** How much a word counts that was found otherwise than by its stem. */
export const BY_CONCEPT = 0.7;
export const BY_SOUND = 0.6;

/** A passage as the index found it. */
export interface FoundRow {
  readonly id: string;
  readonly documentId: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  /** Numbers of the words asked for that it has, and by what weight each was found. */
  readonly words: readonly number[];
  readonly weights: readonly number[];
  readonly score: number;
  /** Of each word asked for, in how many passages it was found; null for a word that is never looked for. */
  readonly frequencies: readonly (number | null)[];
  /** Passages that were searched. */
  readonly passages: number;
}

/** Entries of the index that are gone through for candidates, rare words first; of frequent words only the candidates are asked. */
const SEED_ENTRIES = 5_000;
/** Passages that may still become the best when the frequent words are added. */
const CANDIDATES = 200;

/**
 * One statement: words to terms, terms to rows of the index, rows to passages ranked by the sum over the words of inverse frequency
 * times impact. A word counts once in a passage, by the best of its terms. What it takes is bounded by the entries of the rarest words,
 * not by how many passages have the others. Without a project only documents of all projects are searched.
 * $1 tenant, $2 project, $3 words, $4 dictionaries, $5 sounds, $6 concepts, $7 importances, $8 passages wanted.
 */
export const SEARCH: ReadStatement = {
  name: 'search-knowledge',
  text: /* sql */ `
with documents as materialized (
  select id, title, passage_count from knowledge_documents
  where tenant_id = $1 and (project_id is null or project_id = $2)
), total as materialized (
  select coalesce(sum(passage_count), 0)::float8 as passages from documents
), words as materialized (
  select no::int, (ts_lexize(dictionary::regdictionary, word))[1] as stem, sound, concept, importance
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::float8[])
    with ordinality as asked (word, dictionary, sound, concept, importance, no)
), terms as materialized (
  select no, stem as term, importance, 1.0::float8 as weight from words where stem is not null
  union all select no, concept, importance, ${BY_CONCEPT} from words where concept is not null
  union all select no, sound, importance, ${BY_SOUND} from words where sound is not null
), found as materialized (
  select terms.no, terms.term, terms.weight, terms.weight * terms.importance / 1000 as factor, index.document_id, index.ordinals, index.impacts
  from terms join knowledge_terms index on index.tenant_id = $1 and index.term = terms.term
  join documents on documents.id = index.document_id
), frequencies as materialized (
  select no, of_words.passages, ln(1 + (total.passages - of_words.passages + 0.5) / (of_words.passages + 0.5)) as rarity,
    entries, sum(entries) over (order by of_words.passages, no) as upto
  from (
    select no, max(entries)::float8 as passages, sum(entries)::float8 as entries
    from (select no, term, sum(cardinality(ordinals)) as entries from found group by no, term) as of_terms group by no
  ) as of_words cross join total
), hits as materialized (
  select found.no, found.document_id, hit.ordinal, max(found.factor * hit.impact) * frequencies.rarity as points, max(found.weight) as weight
  from found join frequencies using (no) cross join lateral unnest(found.ordinals, found.impacts) as hit (ordinal, impact)
  where frequencies.upto <= ${SEED_ENTRIES} or frequencies.upto = frequencies.entries
  group by found.no, found.document_id, hit.ordinal, frequencies.rarity
), candidates as materialized (
  select document_id, ordinal from hits group by document_id, ordinal order by sum(points) desc, document_id, ordinal limit ${CANDIDATES}
), evidence as materialized (
  select hits.* from hits join candidates using (document_id, ordinal)
  union all
  select found.no, document_id, candidates.ordinal, max(found.factor * found.impacts[at]) * frequencies.rarity, max(found.weight)
  from candidates join found using (document_id) join frequencies using (no)
  cross join lateral array_position(found.ordinals, candidates.ordinal) as at
  where frequencies.upto > ${SEED_ENTRIES} and frequencies.upto <> frequencies.entries and at is not null
  group by found.no, document_id, candidates.ordinal, frequencies.rarity
), ranked as (
  select document_id, ordinal, array_agg(no - 1 order by no) as words, array_agg(weight order by no) as weights, sum(points) as score
  from evidence group by document_id, ordinal
  order by score desc, document_id, ordinal
  limit $8
)
select passage.id, passage.document_id as "documentId", documents.title, passage.heading, passage.text, ranked.words, ranked.weights,
  ranked.score, total.passages,
  (select array_agg(case when words.stem is not null or words.concept is not null or words.sound is not null
     then coalesce(frequencies.passages, 0) end order by words.no)
   from words left join frequencies using (no)) as frequencies
from ranked
join knowledge_passages passage
  on passage.tenant_id = $1 and passage.document_id = ranked.document_id and passage.ordinal = ranked.ordinal
join documents on documents.id = ranked.document_id
cross join total
order by ranked.score desc, ranked.document_id, ranked.ordinal`,
};

export function searchParameters(
  tenantId: string,
  projectId: string | null,
  words: readonly AskedWord[],
  limit: number,
): unknown[] {
  return [
    tenantId,
    projectId,
    words.map(({ word }) => word),
    words.map(({ dictionary }) => dictionary),
    words.map(({ sound }) => sound),
    words.map(({ concept }) => concept),
    words.map(({ importance }) => importance),
    limit,
  ];
}
