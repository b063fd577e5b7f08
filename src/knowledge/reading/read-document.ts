import type { DocumentKind } from '../document-kind';
import { decodeText } from './decode-text';
import { readFaq } from './read-faq';
import { readHtml } from './read-html';
import { readMarkdown } from './read-markdown';
import { readPdf } from './read-pdf';
import { readPlain } from './read-plain';
import type { Section } from './section';
import { Unreadable } from './unreadable';

/** The sections of a document, by its kind. @throws Unreadable */
export async function readDocument(kind: DocumentKind, bytes: Uint8Array): Promise<Section[]> {
  const sections = kind === 'PDF' ? await readPdf(bytes) : await READERS[kind](decodeText(bytes));
  if (sections.length === 0) throw new Unreadable('holds no text.');
  return sections;
}

const READERS: Readonly<Record<Exclude<DocumentKind, 'PDF'>, (text: string) => Section[] | Promise<Section[]>>> = {
  TEXT: readPlain,
  MARKDOWN: readMarkdown,
  HTML: readHtml,
  FAQ_CSV: readFaq,
};
