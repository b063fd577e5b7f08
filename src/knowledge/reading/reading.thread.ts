import { parentPort, workerData } from 'node:worker_threads';
import { splitSections } from '../splitting/split-sections';
import { readDocument } from './read-document';
import type { ReadingOrder, ReadingOutput } from './reading-messages';
import { Unreadable } from './unreadable';

/** The entry of a thread of its own: a document comes from outside, and parsers of it may take any time and memory. */
async function main(): Promise<void> {
  if (!parentPort) throw new Error('A document is read in a thread of its own.');
  const { kind, bytes } = workerData as ReadingOrder;
  // The second argument is a list of what is handed over instead of copied: a thread has no origin.
  parentPort.postMessage(await outputOf(kind, bytes), []);
}

async function outputOf(kind: ReadingOrder['kind'], bytes: Uint8Array): Promise<ReadingOutput> {
  try {
    return { passages: splitSections(await readDocument(kind, bytes)) };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message };
    throw error;
  }
}

main().catch((error: unknown) => {
  throw error;
});
