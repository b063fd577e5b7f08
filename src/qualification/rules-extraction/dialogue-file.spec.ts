import { dialoguesIn, UnreadableDialogues } from './dialogue-file';
import { factsLine } from './facts-line';

const field = { name: 'city', description: 'City to search in' };
const dialogue = {
  id: 'a-1',
  turns: [
    { speaker: 'SYSTEM', text: 'Which city?', frames: [] },
    { speaker: 'user', text: 'Oakland' },
  ],
  fields: [field, { name: 'rooms', description: 'Number of rooms', values: ['1', '2'] }],
  services: ['x'],
};
const file = (...dialogues: unknown[]): string => JSON.stringify(dialogues);

describe('a file of dialogues', () => {
  it('is read whatever further keys it has', () => {
    expect(dialoguesIn(file(dialogue))).toEqual([
      {
        id: 'a-1',
        turns: [
          { speaker: 'SYSTEM', text: 'Which city?' },
          { speaker: 'USER', text: 'Oakland' },
        ],
        fields: dialogue.fields,
      },
    ]);
    expect(dialoguesIn('\uFEFF[]')).toEqual([]);
  });

  it('takes numbers and truths among the values as texts, and does without description', () => {
    const [read] = dialoguesIn(file({ ...dialogue, fields: [{ name: 'n', values: [1, true] }] }));
    expect(read?.fields).toEqual([{ name: 'n', description: '', values: ['1', 'true'] }]);
  });

  it.each<[string, string]>([
    ['{', 'the file is not JSON'],
    ['{}', 'the file has to be an array of dialogues'],
    [file(5), 'dialogue 1 is no object'],
    [file({ ...dialogue, id: null }), 'dialogue 1: id'],
    [file({ ...dialogue, turns: 'x' }), 'dialogue "a-1": turns'],
    [file({ ...dialogue, fields: null }), 'dialogue "a-1": fields'],
    [
      file({ ...dialogue, turns: [{ speaker: 'GOD', text: '' }] }),
      'dialogue "a-1", turn 1: speaker has to be USER or SYSTEM',
    ],
    [file({ ...dialogue, turns: [{ speaker: 'USER' }] }), 'dialogue "a-1", turn 1: text'],
    [file({ ...dialogue, fields: [field, { name: '' }] }), 'dialogue "a-1", field 2: name'],
    [file({ ...dialogue, fields: [{ ...field, description: 4 }] }), 'dialogue "a-1", field 1 "city": description'],
    [file({ ...dialogue, fields: [{ ...field, values: 'x' }] }), 'dialogue "a-1", field 1 "city": values'],
    [file({ ...dialogue, fields: [field, field] }), 'dialogue "a-1", field "city": is there twice'],
  ])('is refused with a message that says where: %s', (text, message) => {
    expect(() => dialoguesIn(text)).toThrow(UnreadableDialogues);
    expect(() => dialoguesIn(text)).toThrow(message);
  });
});

describe('a line of facts', () => {
  it('has every field, null where nothing was established', () => {
    const [read] = dialoguesIn(file(dialogue));
    expect(read && factsLine(read)).toBe('{"id":"a-1","facts":{"city":"Oakland","rooms":null}}');
  });

  it.each([[[]], [[{ speaker: 'USER', text: '' }]], [[{ speaker: 'SYSTEM', text: '???' }]]])(
    'is all null for %j',
    (turns) => {
      const [read] = dialoguesIn(file({ ...dialogue, turns }));
      expect(read && factsLine(read)).toBe('{"id":"a-1","facts":{"city":null,"rooms":null}}');
    },
  );
});
