import { benchmark } from './bench';
import { loadRuleFile } from './load-rule-file';
import { productionPolicyOf, ruleBaseOf } from './rule-base';

const WANTED = 50_000;
/** Who else is on the machine slows a core by its caches, even by its own time: the best of so many tells what the code can. */
const TRIES = 5;

it('decides 50,000 times a second on one core, and not only by denying', () => {
  const file = loadRuleFile();
  const rules = ruleBaseOf(file, productionPolicyOf(file));
  let best = 0;
  for (let round = 0; round < TRIES && best <= WANTED; round += 1) {
    const { decisionsPerSecond, answers } = benchmark(rules, 500);
    best = Math.max(best, decisionsPerSecond);
    for (const verdict of ['ALLOW', 'DEFER', 'DENY']) expect(answers[verdict]).toBeGreaterThan(1_000);
  }
  expect(best).toBeGreaterThan(WANTED);
});
