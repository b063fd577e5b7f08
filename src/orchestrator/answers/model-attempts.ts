/** A model that cannot be had, or answers nonsense, is asked so often: a few seconds, then rules or a person have to do. */
export const MODEL_ATTEMPTS = 3;
