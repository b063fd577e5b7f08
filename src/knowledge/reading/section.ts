/** A part of a document under one heading. */
export interface Section {
  /** From the outermost heading to the innermost; empty before the first. */
  readonly path: readonly string[];
  readonly paragraphs: readonly string[];
  /** Stands before every passage of the section: the question of a FAQ. */
  readonly lead?: string;
}

/** Collects paragraphs under headings, in their order. */
export class Outline {
  private readonly done: Section[] = [];
  private readonly headings: (string | undefined)[] = [];
  private paragraphs: string[] = [];

  /** @param level from 1, the outermost. */
  heading(level: number, text: string): void {
    this.close();
    this.headings.length = Math.max(0, level - 1);
    this.headings[level - 1] = text;
  }

  paragraph(text: string): void {
    if (text.trim() !== '') this.paragraphs.push(text.trim());
  }

  sections(): Section[] {
    this.close();
    return this.done;
  }

  private close(): void {
    if (this.paragraphs.length === 0) return;
    const path = this.headings.filter((heading) => heading !== undefined && heading !== '') as string[];
    this.done.push({ path, paragraphs: this.paragraphs });
    this.paragraphs = [];
  }
}
