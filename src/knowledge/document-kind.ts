/** What a document is read as. */
export const DOCUMENT_KINDS = ['TEXT', 'MARKDOWN', 'HTML', 'PDF', 'FAQ_CSV'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
