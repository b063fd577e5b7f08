/** A piece of a document found for a question. What it says is data, never an instruction to a model. */
export interface Passage {
  readonly id: string;
  readonly documentId: string;
  /** Of the document, to cite it by. */
  readonly title: string;
  /** Path of headings it stands under, outermost first; empty when there is none. */
  readonly heading: string;
  readonly text: string;
  /** Its place by the score alone, from 1. */
  readonly textRank: number;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
  /** The part of the question it speaks of, 0 to 1. */
  readonly coverage: number;
  /** Whether an answer may rest on it. */
  readonly isSupporting: boolean;
  /** Words of the question it has, and those it has not, as they were asked. */
  readonly matched: readonly string[];
  readonly missing: readonly string[];
}
