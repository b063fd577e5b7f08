import tlds from 'tlds';

const ENDINGS: ReadonlySet<string> = new Set(tlds);

/** Labels of one alphabet: an Arabic "and" written in one with an address is no part of it. */
const LABEL = String.raw`(?:[\p{Script=Latin}\p{N}_-]+|(?:(?!\p{Script=Latin})[\p{L}\p{M}\p{N}_-])+)`;
const PATH = String.raw`(?:(?::\d+)?[/?#][^\s،؛؟]*)?`;
/** An address of a page by its scheme or its "www", one of mail, or names with points between them and what follows. */
const CANDIDATE = new RegExp(
  String.raw`[a-z][a-z0-9+.-]*:\/\/[^\s،؛؟]+|(?<![\p{L}\p{N}])www\.[^\s،؛؟]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+|(${LABEL}(?:\.${LABEL})+)(${PATH})`,
  'giu',
);
/** "10.am" is a time, whatever Armenia's pages are called. */
const TIME = /^[\d.]+\.[ap]m$/u;

/**
 * Whatever a phone makes a link of, each in one form: addresses with a scheme, of mail, and bare names that end in a top-level domain
 * ("bit.ly/x", "evil.shop"), by the register of them. A missing space behind a full stop makes none: "flat.The".
 */
export function linksIn(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replaceAll('。', '.')
    .toLowerCase();
  return [...plain.matchAll(CANDIDATE)].flatMap(([all, host, path]) => {
    const link = host === undefined ? all : namedHost(host, path ?? '');
    return link === undefined || TIME.test(link) ? [] : [inOneForm(link)];
  });
}

/** True when the company's own words hold the whole link, or one that begins with it: its front page, or the host of its mail. */
export function isLinkOf(sources: readonly string[]): (link: string) => boolean {
  const known = sources.flatMap(linksIn).flatMap((link) => [link, ...(isMail(link) ? [link.split('@')[1] ?? ''] : [])]);
  return (link) =>
    known.some((own) => own === link || (own.startsWith(link) && /^[/?#]/u.test(own.slice(link.length))));
}

/** The name as far as it ends in a top-level domain; what stands behind it belongs to it only where all of it does. */
function namedHost(host: string, path: string): string | undefined {
  const labels = host.split('.');
  for (let end = labels.length; end > 1; end -= 1) {
    if (isEnding(labels[end - 1] ?? '')) return labels.slice(0, end).join('.') + (end === labels.length ? path : '');
  }
  return undefined;
}

/** International endings stand in the register in their letters, not in the form that names are looked up in. */
function isEnding(label: string): boolean {
  return ENDINGS.has(label) || label.startsWith('xn--');
}

function isMail(link: string): boolean {
  return /^[^/@]+@[^/@]+$/u.test(link);
}

/** Without what changes nothing of where it leads: scheme, "www", marks behind it. */
function inOneForm(link: string): string {
  return link.replace(/^(?:https?:\/\/)?(?:www\.)?/u, '').replace(/[.,;:!?'"»”’)\]}*_/]+$/u, '');
}
