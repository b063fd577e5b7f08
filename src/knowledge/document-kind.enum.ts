import { registerEnumType } from '@nestjs/graphql';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kind';

export const DocumentKindEnum = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, kind])) as Readonly<
  Record<DocumentKind, DocumentKind>
>;

registerEnumType(DocumentKindEnum, {
  name: 'KnowledgeDocumentKind',
  description: 'How a document is read.',
  valuesMap: {
    TEXT: { description: 'Plain text; blank lines divide paragraphs.' },
    MARKDOWN: { description: 'Markdown; its headings lead the passages.' },
    HTML: { description: 'A page; scripts, styles, menus and hidden parts are left out.' },
    PDF: { description: 'A PDF with text in it, not of pictures, and without a password.' },
    FAQ_CSV: { description: 'CSV with columns named question and answer; each row is one passage.' },
  },
});
