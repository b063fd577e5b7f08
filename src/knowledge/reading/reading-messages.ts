import type { DocumentKind } from '../document-kind';
import type { PassageDraft } from '../splitting/split-sections';

/** What a reading thread is given. */
export interface ReadingOrder {
  readonly kind: DocumentKind;
  readonly bytes: Uint8Array;
}

/** What it answers: the passages, or why the document cannot be read, for its owner. */
export type ReadingOutput = { readonly passages: readonly PassageDraft[] } | { readonly unreadable: string };
