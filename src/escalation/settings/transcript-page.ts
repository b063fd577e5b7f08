const ID = '{conversationId}';
/** A plain host, which leaves no room for a name and a password before it, then what a page is found by. */
const PAGE = /^https:\/\/[a-z0-9.-]+(?::\d+)?\/[\x21-\x7e]*$/i;
/** Longest address of a page. */
const LONGEST_PAGE = 500;

/**
 * True for an https address of a page that shows a conversation, in which `{conversationId}` stands for it. It stands after the host: an
 * id must not choose where a link leads.
 */
export function isTranscriptPage(text: string): boolean {
  return text.length <= LONGEST_PAGE && PAGE.test(text) && text.split(ID).length === 2 && URL.canParse(text);
}

/** The page of one conversation. */
export function pageOfTranscript(page: string, conversationId: string): string {
  return page.replace(ID, encodeURIComponent(conversationId));
}
