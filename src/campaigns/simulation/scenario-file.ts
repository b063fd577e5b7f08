import { readFileSync } from 'node:fs';
import type { ZodError } from 'zod';
import type { ListCopies } from '../../compliance/list-standing';
import { checkCriteria } from '../../qualification/rules/check-criteria';
import { STANDARD_RUBRIC } from '../../qualification/rules/standard-rubric';
import { readRetryPolicy } from '../rules/retry-policy';
import { USUAL_MODEL, usualGreeting } from './basis';
import { madeNumbers } from './made-people';
import type { Scenario, SimulatedLead } from './scenario';
import {
  type FileTokens,
  type MadeLeads,
  type NamedLead,
  type ScenarioFile,
  scenarioFileSchema,
} from './scenario-file.schema';

/** A file that cannot be used; the message names the field. */
export class InvalidScenario extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidScenario';
  }
}

export interface ReadScenario {
  readonly scenario: Scenario;
  readonly leads: readonly SimulatedLead[];
}

const DAY_MS = 24 * 60 * 60_000;
const MICROS = 1_000_000;

/** @throws InvalidScenario */
export function readScenario(path: string): ReadScenario {
  let body: unknown;
  try {
    body = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidScenario(`${path}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  return scenarioOf(body);
}

/** @throws InvalidScenario */
export function scenarioOf(body: unknown): ReadScenario {
  const read = scenarioFileSchema.safeParse(body);
  if (!read.success) throw new InvalidScenario(firstProblem(read.error));
  const file = read.data;
  const leads = file.leads.flatMap((entry) => peopleOf(entry, file));
  const phones = new Set<string>();
  for (const { phone } of leads) {
    if (phones.has(phone))
      throw new InvalidScenario(`leads: ${maskOf(phone)} is there twice; a person is enrolled once.`);
    phones.add(phone);
  }
  return { scenario: toScenario(file), leads };
}

function toScenario(file: ScenarioFile): Scenario {
  const { name, start, seed, days, company, campaign, carrier, model } = file;
  return {
    name,
    start,
    seed,
    days,
    company: companyOf(company),
    campaign: campaignOf(campaign, company),
    carrier: {
      callsPerSecond: carrier.callsPerSecond,
      concurrentCalls: carrier.concurrentCalls,
      reservePercent: carrier.reservedPercent,
      microsPerMinute: Math.round(carrier.perMinute * MICROS),
      callerId: carrier.callerId,
    },
    model: {
      fast: model.fast ?? USUAL_MODEL.fast,
      strong: model.strong ?? USUAL_MODEL.strong,
      perReply: model.perReply ? usageOf(model.perReply) : USUAL_MODEL.perReply,
      perAssessment: model.perAssessment ? usageOf(model.perAssessment) : USUAL_MODEL.perAssessment,
    },
  };
}

function companyOf({ name, ...company }: ScenarioFile['company']): Scenario['company'] {
  const { timeZone, maxConcurrentCalls, dailyCallLimit, callbackToleranceSeconds, holds, ...limits } = company;
  const { listsReadAt: _, retryPolicy: __, ...narrowing } = limits;
  const allows = { maxConcurrentCalls, dailyCallLimit, callsToday: 0 };
  return { seller: name, timeZone, ...allows, callbackToleranceSeconds, holds, narrowing };
}

function campaignOf(campaign: ScenarioFile['campaign'], company: ScenarioFile['company']): Scenario['campaign'] {
  return {
    ...campaign,
    callsToday: 0,
    retryPolicy: readRetryPolicy(company.retryPolicy, campaign.retryPolicy),
    rubric: campaign.rubric ? rubricOf(campaign.rubric) : STANDARD_RUBRIC,
    greeting: campaign.greeting ?? usualGreeting(company.name),
    agents: campaign.agents.map((agent, index) => ({
      id: String(index),
      name: agent.name,
      share: agent.share,
      limit: agent.maxConcurrentCalls,
    })),
  };
}

function rubricOf({ minScore, criteria }: NonNullable<ScenarioFile['campaign']['rubric']>) {
  try {
    return { minScore, criteria: checkCriteria(criteria, 'campaign.rubric.criteria') };
  } catch (error) {
    throw new InvalidScenario(error instanceof Error ? error.message : 'campaign.rubric cannot be scored.');
  }
}

function usageOf({ input, cacheWrite, cacheRead, output }: FileTokens) {
  return { inputTokens: input, cacheWriteTokens: cacheWrite, cacheReadTokens: cacheRead, outputTokens: output };
}

function peopleOf(entry: NamedLead | MadeLeads, file: ScenarioFile): SimulatedLead[] {
  const shared = onRecord(entry, file);
  if ('phone' in entry) {
    const { phone, timeZone, timeZoneStatedByPerson } = entry;
    return [{ ...shared, phone, timeZone, timeZoneStatedByPerson }];
  }
  try {
    return Array.from(madeNumbers(entry, file.seed), (phone) => ({
      ...shared,
      phone,
      timeZone: null,
      timeZoneStatedByPerson: false,
    }));
  } catch (error) {
    throw error instanceof RangeError ? new InvalidScenario(`leads.areaCodes: ${error.message}`) : error;
  }
}

/** What is on record of everybody of one entry; the same object for all of them. */
function onRecord(entry: NamedLead | MadeLeads, file: ScenarioFile) {
  const { company, start } = file;
  return {
    addressState: entry.state,
    addressCountry: entry.country,
    phoneUsable: true,
    consents: consentsOf(entry, file),
    revocations: [],
    attempts: [],
    internalDncAt: entry.suppressed ? start : null,
    lists: company.listsReadAt ? copiesOf(company.listsReadAt, entry.onNationalList) : [],
    reassigned: null,
    inboundAt: null,
    declinedAt: null,
    standing: null,
  };
}

function consentsOf({ consent }: NamedLead | MadeLeads, { start, company }: ScenarioFile): SimulatedLead['consents'] {
  if (consent === 'NONE') return [];
  const given = consent === 'WRITTEN' ? undefined : consent;
  const { type = 'PEWC', channels = ['AI_VOICE', 'HUMAN_VOICE', 'SMS'], signature = 'esign_checkbox' } = given ?? {};
  return [
    {
      type,
      channels,
      signature,
      seller: given?.seller ?? company.name,
      disclosesAutomatedVoice: given?.disclosesAutomatedVoice ?? true,
      disclosesNotCondition: given?.disclosesNotCondition ?? true,
      invitedCall: given?.invitedCall ?? false,
      obtainedAt: given?.obtainedAt ?? new Date(start.getTime() - 30 * DAY_MS),
      expiresAt: given?.expiresAt ?? null,
    },
  ];
}

function copiesOf(asOf: Date, listed: boolean): ListCopies[] {
  return ['US', 'CA'].map((jurisdiction) => ({ kind: 'NATIONAL_DNC', jurisdiction, asOf, listed }));
}

function firstProblem({ issues }: Pick<ZodError, 'issues'>): string {
  const [issue] = issues;
  if (!issue) return 'The file cannot be used.';
  const problem = deepest(issue);
  const where = problem.path.length > 0 ? problem.path.map(String).join('.') : 'the file';
  return `${where}: ${problem.message}`;
}

/** Where one of several forms was meant, the one that fits best has the most telling problem. */
function deepest(issue: ZodError['issues'][number]): { readonly path: PropertyKey[]; readonly message: string } {
  if (issue.code !== 'invalid_union') return issue;
  const [closest] = [...issue.errors].sort((one, other) => one.length - other.length);
  const [inner] = closest ?? [];
  if (!inner) return issue;
  const { path, message } = deepest(inner);
  return { path: [...issue.path, ...path], message };
}

/** Numbers of people are not repeated in full. */
function maskOf(phone: string): string {
  return `${phone.slice(0, -4)}****`;
}
