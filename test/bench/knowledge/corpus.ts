import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { DocumentKind } from '../../../src/knowledge/document-kind';
import { pdfOf } from './a-pdf';

/** A document of the measured set, as it would be uploaded. */
export interface CorpusDocument {
  readonly title: string;
  readonly kind: DocumentKind;
  readonly bytes: Uint8Array;
}

export interface CorpusQuestion {
  readonly language: string;
  readonly question: string;
  /** Title of the document that answers; empty when none does. */
  readonly document: string;
  /** Stands in every passage that answers. */
  readonly evidence: string;
}

export interface Corpus {
  readonly documents: readonly CorpusDocument[];
  readonly questions: readonly CorpusQuestion[];
}

/** The rule was tuned on the developer's questions alone; the clinic's were written before and looked at once it stood. */
export type CorpusName = 'developer' | 'clinic';

const FILES: Readonly<Record<CorpusName, readonly (readonly [file: string, kind: DocumentKind])[]>> = {
  developer: [
    ['overview.md', 'MARKDOWN'],
    ['payment-plans.md', 'MARKDOWN'],
    ['faq.csv', 'FAQ_CSV'],
    ['faq-ar.csv', 'FAQ_CSV'],
    ['handover.html', 'HTML'],
    ['community-rules.txt', 'TEXT'],
    ['brochure.pdf', 'PDF'],
    ['guide-hi.txt', 'TEXT'],
  ],
  clinic: [
    ['treatments.md', 'MARKDOWN'],
    ['faq.csv', 'FAQ_CSV'],
    ['faq-ar.csv', 'FAQ_CSV'],
    ['insurance.html', 'HTML'],
    ['appointments.txt', 'TEXT'],
    ['aftercare.pdf', 'PDF'],
    ['jaankari-hi.txt', 'TEXT'],
  ],
};

export async function corpus(name: CorpusName): Promise<Corpus> {
  const read = (file: string): Buffer => readFileSync(join(__dirname, name, file));
  const documents: CorpusDocument[] = [];
  for (const [title, kind] of FILES[name]) {
    const bytes = kind === 'PDF' ? await pdfOf(read(`${title}.txt`).toString('utf8')) : read(title);
    documents.push({ title, kind, bytes });
  }
  const questions: CorpusQuestion[] = parse(read('questions.csv'), { columns: true });
  return { documents, questions };
}
