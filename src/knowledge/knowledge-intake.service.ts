import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProjectsService } from '../leads/projects/projects.service';
import { bytesOf } from '../platform/csv/csv-source';
import { BadUserInput } from '../platform/errors/domain-error';
import type { UploadedFile } from '../platform/graphql/upload';
import type { DocumentKind } from './document-kind';
import { DocumentStore } from './document-store.service';
import type { KnowledgeDocument } from './knowledge-document.entity';
import { MAX_PDF_BYTES, MAX_TEXT_BYTES, MAX_TITLE } from './knowledge-limits';
import type { KnowledgeDocumentExists, TooManyKnowledgeDocuments } from './knowledge.refusals';
import { DocumentReader } from './reading/document-reader.service';
import { safeLine } from './reading/safe-text';
import { Unreadable } from './reading/unreadable';
import type { PassageDraft } from './splitting/split-sections';
import { wordsOf } from './terms/words';

/** A document as it comes in. */
export interface NewKnowledge {
  readonly title: string;
  readonly kind: DocumentKind;
  readonly projectId?: string | null;
  readonly language?: string | null;
  /** The content, or `text` in its place; read no further than the size limit of the kind. */
  readonly file?: Pick<UploadedFile, 'filename' | 'createReadStream'> | null;
  readonly text?: string | null;
}

/** Where the content is, and the argument it came in, named in errors about it. */
interface Content {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly field: 'input.file' | 'input.text';
}

const MOST_FILE_NAME = 255;

/** Takes documents in: reads them, cuts them into passages, and stores what can be searched. */
@Injectable()
export class KnowledgeIntake {
  constructor(
    private readonly projects: ProjectsService,
    private readonly reader: DocumentReader,
    private readonly store: DocumentStore,
  ) {}

  /**
   * @throws BadUserInput naming the title, or the argument the content came in, when it cannot be read; ProjectNotFound. Nothing is
   * stored then.
   */
  async add(given: NewKnowledge): Promise<KnowledgeDocument | KnowledgeDocumentExists | TooManyKnowledgeDocuments> {
    const title = readTitle(given.title);
    const projectId = given.projectId ?? null;
    if (projectId) await this.projects.get(projectId);
    const content = contentOf(given);
    const bytes = await readBytes(content, given.kind);
    const contentHash = createHash('sha256').update(bytes).digest();
    const refusal = await this.store.refusalOf(projectId, contentHash);
    if (refusal) return refusal;
    const passages = await this.read(given.kind, bytes, content.field);
    const { kind } = given;
    const language = given.language ?? languageOf(passages);
    const fileName = safeLine(given.file?.filename ?? '').slice(0, MOST_FILE_NAME) || null;
    return this.store.add({
      title,
      kind,
      projectId,
      language,
      fileName,
      contentHash,
      byteSize: bytes.length,
      passages,
    });
  }

  private async read(kind: DocumentKind, bytes: Uint8Array, field: string): Promise<readonly PassageDraft[]> {
    try {
      return await this.reader.read(kind, bytes);
    } catch (error) {
      if (error instanceof Unreadable) throw new BadUserInput(field, error.message);
      throw error;
    }
  }
}

/** @throws BadUserInput unless there is a file or a text, one of the two. */
function contentOf({ file, text, kind }: NewKnowledge): Content {
  if (Boolean(file) === (typeof text === 'string'))
    throw new BadUserInput('input.file', 'or input.text must be given, one of the two.');
  if (file) return { bytes: file.createReadStream(), field: 'input.file' };
  if (kind === 'PDF') throw new BadUserInput('input.file', 'must be given for a PDF.');
  return { bytes: bytesOf(text ?? ''), field: 'input.text' };
}

function readTitle(given: string): string {
  const title = safeLine(given);
  if (title === '') throw new BadUserInput('input.title', 'is missing.');
  if (title.length > MAX_TITLE) throw new BadUserInput('input.title', `is longer than ${MAX_TITLE} characters.`);
  return title;
}

/** @throws BadUserInput when there are none, or too many: the rest is not waited for. */
async function readBytes({ bytes, field }: Content, kind: DocumentKind): Promise<Uint8Array> {
  const most = kind === 'PDF' ? MAX_PDF_BYTES : MAX_TEXT_BYTES;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) throw new BadUserInput(field, `is larger than ${most / 1_024 ** 2} MB; divide it.`);
    chunks.push(chunk);
  }
  if (size === 0) throw new BadUserInput(field, 'is empty.');
  return Buffer.concat(chunks);
}

/** Told by the writing where that tells a language; null for Latin letters, which many share. */
function languageOf(passages: readonly PassageDraft[]): string | null {
  const words = passages.slice(0, 20).flatMap(({ text }) => wordsOf(text));
  const share = (script: string): number => words.filter((word) => word.script === script).length / (words.length || 1);
  if (share('ARABIC') > 0.5) return 'ar';
  return share('DEVANAGARI') > 0.5 ? 'hi' : null;
}
