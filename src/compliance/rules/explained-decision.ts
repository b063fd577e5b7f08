import { wallClock } from '../zone-clock';
import type { ContactDecision } from './contact-decision';
import type { ContactQuestion } from './contact-question';
import { decide } from './decide';
import { explain } from './explain';
import type { RuleBase } from './rule-base';
import type { Row } from './rule-row';
import { spokenZone } from './spoken-time';
import { type Supposed, SUPPOSITIONS, supposedQuestion } from './supposed-question';

const CONSENTS = {
  PEWC: 'signed written consent with both disclosures',
  PEC: 'express consent without signature',
} as const;

const localTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'short' });

/** A decision as somebody reads it at a terminal, line by line: the answer, why, the clocks it was read from, and the law it rests on. */
export function explainedDecision(supposed: Supposed, rules: RuleBase): string[] {
  const question = supposedQuestion(supposed);
  const decision = decide(question, rules);
  const { phone, moment, channel, purpose } = supposed;
  return [
    `${phone}, ${channel}, ${purpose}, ${moment.toISOString()}`,
    `${decision.verdict} ${decision.reason}`,
    explain(decision, rules, { phone, moment }),
    ...nextLines(decision),
    '',
    `Supposed: ${supposed.consent ? CONSENTS[supposed.consent] : 'no consent'}, ${SUPPOSITIONS}.`,
    `Rules ${decision.rulesVersion} under the production policy.`,
    ...placeLines(decision, question),
    ...rowsOf(decision, rules).flatMap((row) => ['', ...rowLines(row, rules)]),
  ];
}

function nextLines(decision: ContactDecision): string[] {
  if (decision.verdict === 'DEFER') return [`Next allowed: ${decision.nextAllowedAt?.toISOString() ?? 'not known'}`];
  if (decision.verdict === 'ALLOW' && decision.closesAt) return [`Allowed until: ${decision.closesAt.toISOString()}`];
  return [];
}

function placeLines({ place }: ContactDecision, { moment }: ContactQuestion): string[] {
  if (place.candidateZones.length === 0) return [];
  return [
    `Jurisdictions: ${place.jurisdictions.join(', ')}`,
    'Local time:',
    ...place.candidateZones.map(
      (zone) => `  ${zone} (${spokenZone(zone)}): ${localTime.format(wallClock(zone, moment.getTime()))}`,
    ),
  ];
}

function rowsOf(decision: ContactDecision, rules: RuleBase): Row[] {
  return [...rules.rowsById.values()].flat().filter((row) => decision.rowsApplied.includes(row.label));
}

function rowLines({ label, file }: Row, rules: RuleBase): string[] {
  return [
    `${label} ${file.name} (confidence ${file.confidence})`,
    ...(file.notes ? [`  ${file.notes}`] : []),
    ...(file.registration ? [`  Registration: ${file.registration.what}`] : []),
    ...file.sources.map((key) => {
      const source = rules.file.sources[key];
      return `  Source ${key}: ${source?.title ?? ''}${source?.url ? `, ${source.url}` : ''}`;
    }),
  ];
}
