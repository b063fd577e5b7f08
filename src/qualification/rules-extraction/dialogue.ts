/** One turn of a dialogue: USER is the person, SYSTEM the agent. */
export interface DialogueTurn {
  readonly speaker: 'USER' | 'SYSTEM';
  readonly text: string;
}

/** What is looked for; all that is known of it is its name, a description in plain words, and its values if it has a fixed list. */
export interface WantedField {
  readonly name: string;
  readonly description: string;
  readonly values?: readonly string[];
}

export interface Dialogue {
  readonly id: string | number;
  readonly turns: readonly DialogueTurn[];
  readonly fields: readonly WantedField[];
}
