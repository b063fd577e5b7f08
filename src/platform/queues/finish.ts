/** Longest wait for work under way when the process is told to stop; as long as the slowest carrier may take, and some. */
export const FINISH_MS = 15_000;
