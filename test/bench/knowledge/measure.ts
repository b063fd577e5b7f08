import { Readable } from 'node:stream';
import { KnowledgeIntake } from '../../../src/knowledge/knowledge-intake.service';
import { KnowledgeSearch } from '../../../src/knowledge/knowledge-search.service';
import { KnowledgeDocument } from '../../../src/knowledge/knowledge-document.entity';
import type { TestApp } from '../../support/test-app';
import { corpus, type CorpusDocument, type CorpusName, type CorpusQuestion } from './corpus';

const FOUND = 5;

/** How one question went. */
export interface Answered extends CorpusQuestion {
  /** Place of the first passage that holds the evidence, from 1; 0 when none of the first five does. */
  readonly rank: number;
  readonly isSupported: boolean;
}

/** How all went; questions that nothing answers count for support alone. */
export interface Measured {
  readonly questions: number;
  readonly answerable: number;
  /** Share of the answerable ones whose passage is among the first five. */
  readonly recall: number;
  /** Mean of one over the place of that passage. */
  readonly reciprocalRank: number;
  /** Of the questions taken to be answered by the documents, the share that is. */
  readonly supportPrecision: number;
  /** Of the questions the documents answer, the share taken to be. */
  readonly supportRecall: number;
  readonly unanswerable: number;
  /** Unanswerable ones that were found out. */
  readonly refused: number;
}

/** Uploads a corpus to a company of its own and asks its questions. */
export async function askCorpus(app: TestApp, name: CorpusName): Promise<Answered[]> {
  const { documents, questions } = await corpus(name);
  return app.asTenant(await app.newTenant(), async () => {
    for (const document of documents) await upload(app, document);
    const answered: Answered[] = [];
    for (const question of questions) answered.push(await ask(app, question));
    return answered;
  });
}

async function upload(app: TestApp, { title, kind, bytes }: CorpusDocument): Promise<void> {
  const file = { filename: title, createReadStream: () => Readable.from([bytes]) };
  const added = await app.get(KnowledgeIntake).add({ title, kind, file });
  if (!(added instanceof KnowledgeDocument)) throw new Error(`${title} was not added: ${added.message}`);
}

async function ask(app: TestApp, question: CorpusQuestion): Promise<Answered> {
  const found = await app.get(KnowledgeSearch).search({ query: question.question, limit: FOUND });
  const rank = question.document === '' ? 0 : found.findIndex(({ text }) => text.includes(question.evidence)) + 1;
  return { ...question, rank, isSupported: found.some(({ isSupporting }) => isSupporting) };
}

export function measured(answered: readonly Answered[]): Measured {
  const answerable = answered.filter(({ document }) => document !== '');
  const unanswerable = answered.filter(({ document }) => document === '');
  const supported = answerable.filter(({ isSupported }) => isSupported).length;
  const refused = unanswerable.filter(({ isSupported }) => !isSupported).length;
  return {
    questions: answered.length,
    answerable: answerable.length,
    recall: answerable.filter(({ rank }) => rank > 0).length / answerable.length,
    reciprocalRank: answerable.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / answerable.length,
    supportPrecision: supported / (supported + unanswerable.length - refused),
    supportRecall: supported / answerable.length,
    unanswerable: unanswerable.length,
    refused,
  };
}
