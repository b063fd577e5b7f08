import { CsvBatches, type RowReader, type RowReading } from '../../platform/csv/csv-batches';
import { bytesOf } from '../../platform/csv/csv-source';
import { CsvUnreadable } from '../../platform/csv/csv-unreadable';
import { MAX_PASSAGES } from '../knowledge-limits';
import { foldedWords } from '../terms/words';
import { safeText } from './safe-text';
import type { Section } from './section';
import { Unreadable } from './unreadable';

type Part = 'question' | 'answer' | 'topic';

const TITLES: Readonly<Record<Part, string>> = {
  question: 'question, questions, q, faq, ask, query, title, السؤال, سؤال, الأسئلة, प्रश्न, सवाल',
  answer: 'answer, answers, a, reply, response, text, content, الجواب, جواب, الإجابة, إجابة, الاجابة, الرد, उत्तर, जवाब',
  topic: 'topic, category, section, group, subject, الموضوع, القسم, التصنيف, الفئة, विषय, श्रेणी',
};

const PARTS: ReadonlyMap<string, Part> = new Map(
  (Object.keys(TITLES) as Part[]).flatMap((part) =>
    TITLES[part].split(', ').map((title): [string, Part] => [folded(title), part]),
  ),
);

const BATCH_ROWS = 500;
const LONGEST_QUESTION = 500;

/** One section for each row that has a question and an answer. @throws Unreadable without such columns, or with too many rows. */
export async function readFaq(text: string): Promise<Section[]> {
  const sections: Section[] = [];
  try {
    const batches = new CsvBatches(bytesOf(text), (titles) => new FaqRows(titles), BATCH_ROWS);
    for await (const { rows, rejected } of batches.read()) {
      const [bad] = rejected;
      if (bad) throw new Unreadable(`cannot be read on line ${bad.line}. ${bad.reason}`);
      for (const { row } of rows) sections.push(row);
      if (sections.length > MAX_PASSAGES) throw new Unreadable(`has more than ${MAX_PASSAGES} questions; divide it.`);
    }
  } catch (error) {
    if (error instanceof CsvUnreadable) throw new Unreadable(`cannot be read as CSV. ${error.message}`);
    throw error;
  }
  return sections;
}

class FaqRows implements RowReader<Section> {
  private readonly question: number;
  private readonly answer: number;
  private readonly topic: number;

  constructor(titles: readonly string[]) {
    const parts = titles.map((title) => PARTS.get(folded(title)));
    [this.question, this.answer, this.topic] = [
      parts.indexOf('question'),
      parts.indexOf('answer'),
      parts.indexOf('topic'),
    ];
    if (this.question < 0 || this.answer < 0)
      throw new Unreadable('has no columns named question and answer (or q and a, سؤال and جواب) on its first line.');
  }

  read(fields: readonly string[]): RowReading<Section> {
    const [question, answer, topic] = [this.question, this.answer, this.topic].map((at) =>
      safeText(fields[at] ?? '').trim(),
    );
    if (!question && !answer) return { blank: true };
    if (!question || !answer) return { reason: `The ${question ? 'answer' : 'question'} is missing.` };
    if (question.length > LONGEST_QUESTION)
      return { reason: `The question is longer than ${LONGEST_QUESTION} characters.` };
    return { row: { path: topic ? [topic] : [], paragraphs: answer.split(/\n\s*\n/), lead: question } };
  }
}

function folded(title: string): string {
  return foldedWords(title).join(' ');
}
