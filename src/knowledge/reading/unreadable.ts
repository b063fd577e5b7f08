/** Thrown when a document cannot be read; the message ends the sentence "The document …" and is for its owner. */
export class Unreadable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unreadable';
  }
}
