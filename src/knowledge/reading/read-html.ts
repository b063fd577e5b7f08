import { convert, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';
import { safeText } from './safe-text';
import { Outline, type Section } from './section';

/** Stands before a heading in the text that is made on the way; whoever writes it into a page makes a heading, no more. */
const MARK = '\ue000';

/** Nothing of these is for a reader, or it is not shown to one. */
const UNSEEN =
  'script style noscript template svg math canvas iframe object embed audio video select button form nav head img'
    .split(' ')
    .concat(
      '[hidden]',
      '[aria-hidden=true]',
      '[style*="display:none"]',
      '[style*="display: none"]',
      '[style*="visibility:hidden"]',
      '[style*="visibility: hidden"]',
    );

const marked: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addLiteral(MARK + String(element.name).slice(1));
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  formatters: { marked },
  limits: { maxDepth: 100, maxInputLength: 4 * 1_024 ** 2 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'table', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'td', format: 'inlineSurround', options: { suffix: ' | ' } },
    { selector: 'th', format: 'inlineSurround', options: { suffix: ' | ' } },
    { selector: 'hr', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, format: 'marked' })),
    ...UNSEEN.map((selector) => ({ selector, format: 'skip' })),
  ],
};

/** What a reader of the page sees, under the path of its headings; scripts, styles, menus and hidden parts are left out. */
export function readHtml(html: string): Section[] {
  const outline = new Outline();
  for (const block of safeText(convert(html, OPTIONS)).split(/\n[^\S\n]*\n\s*/)) {
    const level = /^\s*\ue000([1-6])/.exec(block)?.[1];
    const text = block.replaceAll(/\ue000[1-6]?/g, '').replaceAll(/[ |]+$/gm, '');
    if (level) outline.heading(Number(level), text.replace(/\s+/g, ' ').trim());
    else outline.paragraph(text);
  }
  return outline.sections();
}
