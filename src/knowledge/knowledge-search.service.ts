import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { MAX_FOUND, MAX_QUERY } from './knowledge-limits';
import type { Passage } from './passage';
import { safeText } from './reading/safe-text';
import { type FoundRow, SEARCH, searchParameters } from './search/search-statement';
import { coverageOf, isSupporting } from './search/support';
import { type AskedQuestion, askedQuestion, type AskedWord } from './terms/terms';
import { writingOf } from './terms/words';

export interface KnowledgeQuestion {
  /** As the person said or wrote it; of a longer one the first 1,000 characters count. */
  readonly query: string;
  /** Documents of this project are searched beside those of all projects. */
  readonly projectId?: string | null;
  /** Default 5, at most 20. */
  readonly limit?: number;
}

const USUAL = 5;
/** More than are asked for are looked at: a passage that covers the question may stand behind one that repeats a word of it. */
const CANDIDATES = 3;
/** What a passage in another writing counts: it may answer, but not as well. */
const OTHER_WRITING = 0.6;

/** Finds what the company's documents say on a question. */
@Injectable()
export class KnowledgeSearch {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * The best passages first; those an answer may rest on before all others. When none is supporting, the documents do not answer the
   * question. One statement, none when nothing particular is asked.
   */
  async search({ query, projectId, limit = USUAL }: KnowledgeQuestion): Promise<Passage[]> {
    const asked = askedQuestion(safeText(query.slice(0, MAX_QUERY)));
    if (asked.words.length === 0) return [];
    const wanted = Math.min(Math.max(1, limit), MAX_FOUND);
    const parameters = searchParameters(currentTenantId(), projectId ?? null, asked.words, wanted * CANDIDATES);
    return ordered(await this.work.read<FoundRow>(SEARCH, parameters), asked).slice(0, wanted);
  }
}

/** Supporting passages first, each part by the score; what is written as the question is goes before a passage in another language. */
function ordered(rows: readonly FoundRow[], { words, writing }: AskedQuestion): Passage[] {
  const passages = rows
    .map((row) =>
      writing === null || writingOf(row.text) === writing ? row : { ...row, score: row.score * OTHER_WRITING },
    )
    .sort((one, next) => next.score - one.score)
    .map((row, at) => passageOf(row, words, at + 1));
  return [...passages.filter((one) => one.isSupporting), ...passages.filter((one) => !one.isSupporting)];
}

function passageOf(row: FoundRow, words: readonly AskedWord[], textRank: number): Passage {
  const { id, documentId, title, heading, text, score } = row;
  const coverage = coverageOf(row, { ...row, importances: words.map(({ importance }) => importance) });
  const has = new Set(row.words);
  const looked = words.filter((_, no) => row.frequencies[no] !== null);
  return {
    id,
    documentId,
    title,
    heading,
    text,
    textRank,
    score,
    coverage,
    isSupporting: isSupporting(coverage),
    matched: words.filter((_, no) => has.has(no)).map((word) => word.text),
    missing: looked.filter((word) => !has.has(words.indexOf(word))).map((word) => word.text),
  };
}
