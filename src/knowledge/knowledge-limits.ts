/** Longest document that is text: some 300,000 words are 2,000 passages. */
export const MAX_TEXT_BYTES = 2 * 1_024 ** 2;
export const MAX_PDF_BYTES = 10 * 1_024 ** 2;
export const MAX_PDF_PAGES = 300;
/** Passages of one document: what is stored in one transaction. */
export const MAX_PASSAGES = 2_000;
/** Of one company. */
export const MAX_DOCUMENTS = 1_000;
export const MAX_TITLE = 200;
/** Characters of a question. */
export const MAX_QUERY = 1_000;
/** Passages one search answers at most. */
export const MAX_FOUND = 20;

/** What reading one document may take; honest documents within the sizes above need a tenth of it. */
export const READING_MS = 20_000;
export const READING_HEAP_MB = 256;
/** Growth of the whole process while a document is read: a few kilobytes of a PDF may unfold to gigabytes. */
export const READING_GROWTH_MB = 512;
