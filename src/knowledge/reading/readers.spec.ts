import { readFaq } from './read-faq';
import { readHtml } from './read-html';
import { readMarkdown } from './read-markdown';
import { readPlain } from './read-plain';
import { type PdfLine, sectionsOfPages } from './pdf-lines';
import { Unreadable } from './unreadable';

const inMs = (work: () => unknown): number => {
  const begun = performance.now();
  work();
  return performance.now() - begun;
};

describe('plain text', () => {
  it('is paragraphs under short lines that end like no sentence', () => {
    expect(
      readPlain(
        'Pets\n\nTwo pets are allowed in a home.\nNo horses.\n\nNoise:\n\nQuiet after ten at night, please.\n\nEnd',
      ),
    ).toEqual([
      { path: ['Pets'], paragraphs: ['Two pets are allowed in a home.\nNo horses.'] },
      { path: ['Noise'], paragraphs: ['Quiet after ten at night, please.', 'End'] },
    ]);
  });

  it('takes time in proportion to its length', () => {
    expect(inMs(() => readPlain(`${'\n '.repeat(300_000)}x${' \n'.repeat(300_000)}y`))).toBeLessThan(3_000);
  });
});

describe('Markdown', () => {
  it('keeps the path of headings, lists and rows of tables', () => {
    const text =
      '---\nsecret: yes\n---\nIntro\n\n# A\n\n## B\n\n- one\n  - two\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n# C\n\n```\ncode\n```\n';
    expect(readMarkdown(text)).toEqual([
      { path: [], paragraphs: ['Intro'] },
      { path: ['A', 'B'], paragraphs: ['- one\n  - two', 'x | y', '1 | 2'] },
      { path: ['C'], paragraphs: ['code'] },
    ]);
  });

  it('shows what a reader sees: no addresses, no tags, no scripts', () => {
    const text =
      'See [the plan](https://x.example/secret) ![a pool](pool.png) **now** `id`<b>!</b>\n\n<script>alert("crocodile")</script>\n\n<div>A box</div>\n';
    expect(readMarkdown(text)).toEqual([{ path: [], paragraphs: ['See the plan a pool now id!', 'A box'] }]);
  });

  it.each([
    '> '.repeat(20_000),
    '['.repeat(50_000),
    '`'.repeat(50_000),
    '*a_'.repeat(30_000),
    '- '.repeat(20_000),
    '<'.repeat(50_000),
  ])('is read in time however wild: %#', (text) => {
    expect(inMs(() => readMarkdown(text))).toBeLessThan(10_000);
  });
});

describe('HTML', () => {
  it('is what a reader of the page sees', () => {
    const html = `<html><head><title>t</title><style>b { color: crimson }</style></head><body>
      <nav>Menu</nav><h1>A &amp; B</h1><p>First<br>line</p><script>var crocodile = 1;</script>
      <h2>C</h2><ul><li>one</li><li>two <a href="https://x.example">there</a></li></ul>
      <table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>
      <p hidden>secret</p><div style="display: none">secret</div><noscript>secret</noscript><!-- secret --></body></html>`;
    const sections = readHtml(html);
    expect(sections.map(({ path }) => path)).toEqual([['A & B'], ['A & B', 'C']]);
    const text = sections.flatMap(({ paragraphs }) => paragraphs).join('\n');
    expect(text).toContain('First\nline');
    expect(text).toMatch(/one\n \* two there/);
    expect(text).toContain('x | y');
    expect(text).not.toMatch(/crocodile|crimson|secret|Menu|example/);
  });

  it('cannot smuggle control or direction in by entities', () => {
    expect(JSON.stringify(readHtml('<p>a&#8238;b&#0;c&#xE000;1d&#x1b;</p>'))).not.toMatch(
      /\u202e|\\u0000|\ue000|\\u001b/,
    );
  });

  it.each([
    '<div>'.repeat(30_000),
    '<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>',
    '<p'.repeat(50_000),
    '&'.repeat(200_000),
    `<p style="${'x:y;'.repeat(50_000)}">`,
  ])('is read in time however wild: %#', (html) => {
    expect(inMs(() => readHtml(html))).toBeLessThan(10_000);
  });
});

describe('a FAQ', () => {
  it.each([
    'Question,Answer\nHow much?,100',
    'q;a\nHow much?;100',
    '"Answer","Question"\n"100","How much?"',
    'السؤال,الجواب\nHow much?,100',
    'प्रश्न\tउत्तर\nHow much?\t100',
    'Nr,QUESTION,Reply\n1,How much?,100',
  ])('knows its columns by many names: %j', async (text) => {
    expect(await readFaq(text)).toEqual([{ path: [], paragraphs: ['100'], lead: 'How much?' }]);
  });

  it('keeps the topic, and passes over empty rows', async () => {
    expect(await readFaq('q,a,category\nA?,b,Money\n,,\nC?,"d\n\ne",\n')).toEqual([
      { path: ['Money'], paragraphs: ['b'], lead: 'A?' },
      { path: [], paragraphs: ['d', 'e'], lead: 'C?' },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['other columns', 'name,phone\nAnn,1', /no columns named question and answer/],
    ['one of the two', 'question\nHow?', /no columns named/],
    ['nothing', '', /empty/],
    ['a question without an answer', 'q,a\nHow?,\n', /line 2.*answer is missing/],
    ['quotes that never close', 'q,a\n"How?,x\n', /line 2/],
    ['100,000 rows', `q,a\n${'x,y\n'.repeat(100_000)}`, /more than 2000 questions/],
  ])('with %s is refused', async (_, text, reason) => {
    await expect(readFaq(text)).rejects.toThrow(Unreadable);
    await expect(readFaq(text)).rejects.toThrow(reason);
  });
});

describe('lines of a PDF', () => {
  let y = 800;
  const line = (text: string, height = 10, gap = 1.2): PdfLine => ({ text, height, y: (y -= height * gap) });

  it('become paragraphs under headings told by their size', () => {
    y = 800;
    const page = [
      line('Handover', 20),
      line('The keys are handed', 10),
      line('over in the after-'),
      line('noon.'),
      line('Bring your passport.', 10, 2.5),
      line('Details', 14),
      line('See the office.'),
    ];
    expect(sectionsOfPages([page])).toEqual([
      { path: ['Handover'], paragraphs: ['The keys are handed over in the afternoon.', 'Bring your passport.'] },
      { path: ['Handover', 'Details'], paragraphs: ['See the office.'] },
    ]);
  });

  it('lose running heads and page numbers, and go on over the page', () => {
    const pages = [1, 2, 3, 4].map((number) => {
      y = 800;
      return [
        line('Palm Grove 2026'),
        line(`Sentence ${'one two three four'.split(' ')[number - 1]} goes on`),
        line(`- ${number} -`),
      ];
    });
    const [section, ...others] = sectionsOfPages(pages);
    expect(others).toEqual([]);
    expect(section?.paragraphs.join(' ')).toBe(
      'Sentence one goes on Sentence two goes on Sentence three goes on Sentence four goes on',
    );
  });
});
