import { join } from 'node:path';
import { loadRuleFile } from '../../../src/compliance/rules/load-rule-file';
import { readVectorFile } from '../../../src/compliance/rules/vector-file';
import { runVectors } from '../../../src/compliance/rules/vector-run';

const rules = loadRuleFile();

describe.each([
  ['the examples the rules came with', 'calling-rules.examples.json', 136],
  ['what the examples do not show', 'calling-rules.vectors.json', 200],
])('decisions: %s', (_, file, atLeast) => {
  const vectors = readVectorFile(join(__dirname, file));

  it('are as expected, with reason, zones, rows and next moment', () => {
    const { passed, mismatches } = runVectors(vectors, rules);
    expect(mismatches).toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(atLeast);
  });

  it('are asked in fields that are read', () => {
    expect(vectors).toMatchObject({ unreadable: [], unknownFields: [] });
  });

  it('have names of their own', () => {
    const ids = vectors.vectors.map(({ vector }) => vector.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('a wrong expectation is told, with what was expected and what came', () => {
  const { vectors, ...file } = readVectorFile(join(__dirname, 'calling-rules.examples.json'));
  const [first, ...others] = vectors;
  if (!first) throw new Error('There is no example.');
  const wrong = { ...first, vector: { ...first.vector, expected: { ...first.vector.expected, reason: 'NO_CONSENT' } } };
  expect(runVectors({ ...file, vectors: [wrong, ...others] }, rules)).toEqual({
    passed: others.length,
    mismatches: [
      'V001 expected allow NO_CONSENT null [America/New_York] [US,US-NY] got allow OK null [America/New_York] [US,US-NY]',
    ],
  });
});
