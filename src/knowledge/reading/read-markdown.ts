import MarkdownIt from 'markdown-it';
import { readHtml } from './read-html';
import { Outline, type Section } from './section';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** The settings some files begin with. */
const FRONT_MATTER = /^\s*---\n(?:(?!---\n).*\n){0,200}---\n/;

/** Paragraphs, list items, rows of tables and code under the path of their headings; of embedded HTML the text. */
export function readMarkdown(text: string): Section[] {
  const outline = new Outline();
  const tokens = new MarkdownIt({ html: true }).parse(text.replace(FRONT_MATTER, ''), {});
  const reader = new MarkdownReader(outline);
  for (const token of tokens) reader.take(token);
  return outline.sections();
}

class MarkdownReader {
  private headingLevel = 0;
  private cells: string[] | null = null;
  private items: string[] | null = null;
  private listDepth = 0;

  constructor(private readonly outline: Outline) {}

  take(token: Token): void {
    this.enter(token);
    if (token.type === 'inline') this.inline(textOf(token));
    else if (token.type === 'fence' || token.type === 'code_block') this.outline.paragraph(token.content);
    else if (token.type === 'html_block') this.html(token.content);
  }

  private enter({ type, tag }: Token): void {
    if (type === 'heading_open') this.headingLevel = Number(tag.slice(1));
    else if (type === 'heading_close') this.headingLevel = 0;
    else if (type === 'tr_open') this.cells = [];
    else if (type === 'tr_close') this.endRow();
    else if (type === 'bullet_list_open' || type === 'ordered_list_open') this.beginList();
    else if (type === 'bullet_list_close' || type === 'ordered_list_close') this.endList();
  }

  private inline(text: string): void {
    if (this.headingLevel > 0) this.outline.heading(this.headingLevel, text.replace(/\s+/g, ' ').trim());
    else if (this.cells) this.cells.push(text.trim());
    else if (this.items) this.items.push(`${'  '.repeat(this.listDepth - 1)}- ${text.trim()}`);
    else this.outline.paragraph(text);
  }

  private endRow(): void {
    const row = (this.cells ?? []).filter((cell) => cell !== '').join(' | ');
    this.cells = null;
    this.outline.paragraph(row);
  }

  private beginList(): void {
    this.listDepth += 1;
    this.items ??= [];
  }

  private endList(): void {
    this.listDepth -= 1;
    if (this.listDepth > 0) return;
    this.outline.paragraph((this.items ?? []).join('\n'));
    this.items = null;
  }

  private html(content: string): void {
    for (const { paragraphs } of readHtml(content))
      for (const paragraph of paragraphs) this.outline.paragraph(paragraph);
  }
}

/** What a reader would see: no tags, no addresses of links. */
function textOf({ children }: Token): string {
  return (children ?? [])
    .map((child) => {
      if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
      if (child.type === 'image') return child.content;
      return child.type === 'text' || child.type === 'code_inline' || child.type === 'text_special'
        ? child.content
        : '';
    })
    .join('');
}
