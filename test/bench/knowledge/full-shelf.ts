import { createHash } from 'node:crypto';
import { DocumentStore } from '../../../src/knowledge/document-store.service';
import type { PassageDraft } from '../../../src/knowledge/splitting/split-sections';
import { KnowledgeDocument } from '../../../src/knowledge/knowledge-document.entity';
import type { TestApp } from '../../support/test-app';

const VOCABULARY = 8_000;
const WORDS = 90;
/** Of one document, within what one may have. */
const PER_DOCUMENT = 1_000;
const LETTERS = 'bcdfghklmnprstvz';
const VOWELS = 'aeiou';

/** Pseudo-random numbers from 0 to 1 (mulberry32); the same seed gives the same ones. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A made-up word; the same number is the same word. */
export function shelfWord(number: number): string {
  let [word, rest] = ['', number + 300];
  while (rest > 0) {
    word += `${LETTERS[rest % LETTERS.length]}${VOWELS[rest % VOWELS.length]}`;
    rest = Math.floor(rest / LETTERS.length);
  }
  return `${word}k`;
}

/** Few words are frequent and most are rare, as Zipf has it. */
function wordBy(random: () => number): string {
  return shelfWord(Math.floor(VOCABULARY ** random()) - 1);
}

/** Fills a company's shelf with made-up passages, the same each time. */
export async function fillShelf(app: TestApp, tenantId: string, passages: number, seed = 7): Promise<void> {
  const random = seeded(seed);
  await app.asTenant(tenantId, async () => {
    for (let from = 0; from < passages; from += PER_DOCUMENT) {
      const drafts = Array.from({ length: Math.min(PER_DOCUMENT, passages - from) }, () => draft(random));
      const added = await app.get(DocumentStore).add({
        title: `Volume ${from / PER_DOCUMENT + 1}`,
        kind: 'TEXT',
        language: null,
        projectId: null,
        fileName: null,
        contentHash: createHash('sha256').update(`${seed} ${from}`).digest(),
        byteSize: 1,
        passages: drafts,
      });
      if (!(added instanceof KnowledgeDocument)) throw new Error(added.message);
    }
  });
  for (const table of ['knowledge_documents', 'knowledge_passages', 'knowledge_terms'])
    await app.sql(`vacuum analyze ${table}`);
}

function draft(random: () => number): PassageDraft {
  const text = Array.from({ length: WORDS }, () => wordBy(random)).join(' ');
  return { heading: wordBy(random), text, words: WORDS };
}

/** Questions of six words, some frequent and some rare. */
export function shelfQuestions(count: number, seed = 11): string[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => Array.from({ length: 6 }, () => wordBy(random)).join(' '));
}
