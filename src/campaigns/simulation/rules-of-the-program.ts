import { CallingRules } from '../../compliance/rules/calling-rules';
import { loadRuleFile } from '../../compliance/rules/load-rule-file';
import { productionPolicyOf, ruleBaseOf } from '../../compliance/rules/rule-base';

/** The calling rules as the program itself takes them: under the production policy. @throws InvalidRuleFile */
export function rulesOfTheProgram(path?: string): CallingRules {
  const file = loadRuleFile(path);
  return new CallingRules(ruleBaseOf(file, productionPolicyOf(file)));
}
