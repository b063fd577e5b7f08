import type { CallingRules } from '../../compliance/rules/calling-rules';
import { violationsOf } from './ledger-check';
import { reportOf, type SimulationReport } from './report';
import { ruleRowsOf } from './rule-rows';
import type { Scenario, SimulatedLead } from './scenario';
import { type RunOptions, TimeMachine } from './time-machine';

/** Plays the campaign to its end, has its ledger judged, and says what it came to. */
export function simulate(
  scenario: Scenario,
  leads: readonly SimulatedLead[],
  rules: CallingRules,
  options: RunOptions = {},
): SimulationReport {
  const ledger = new TimeMachine(scenario, leads, rules, options).run();
  const violations = violationsOf(ledger, { scenario, leads, rows: ruleRowsOf(rules.rules.file) });
  return reportOf(ledger, scenario, { violations, rulesVersion: rules.version });
}
