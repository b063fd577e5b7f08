/** A conversation is not begun with less than this many tokens left: it would have to be broken off. */
export const TOKENS_PER_CALL = 20_000;
