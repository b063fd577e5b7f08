import { Injectable } from '@nestjs/common';
import type { Weekday } from '../compliance/calling-window';
import { windowsOf } from '../compliance/policies/calling-hours';
import { ProjectsService } from '../leads/projects/projects.service';
import { BadUserInput } from '../platform/errors/domain-error';
import { RubricsService } from '../qualification/rubrics/rubrics.service';
import type { Campaign, CampaignPurpose } from './campaign.entity';
import { CampaignArms, type NamedAgents } from './experiments/campaign-arms.service';
import { DialingPolicies } from './retries/dialing-policies.service';
import { dialingPolicyOf } from './retries/dialing-policy';
import { faultOfFallback } from './retries/fallback-wording';
import { retryPolicySchema } from './rules/retry-policy';

/** What an operator may set; null and absent mean "as it is", or the default. */
export interface CampaignPolicy extends NamedAgents {
  readonly name?: string | null;
  readonly purpose?: CampaignPurpose | null;
  readonly projectId?: string | null;
  readonly rubricId?: string | null;
  readonly guidance?: string | null;
  readonly fromNumber?: string | null;
  readonly callingWindows?: Partial<Record<Weekday, string | null>> | null;
  readonly maxAttempts?: number | null;
  readonly maxConcurrentCalls?: number | null;
  readonly dailyCallLimit?: number | null;
  readonly share?: number | null;
  readonly ringTimeoutSeconds?: number | null;
  readonly maxCallSeconds?: number | null;
  readonly retryPolicy?: object | null;
  /** Empty turns it off. */
  readonly fallbackText?: string | null;
}

const PLAIN = [
  'name',
  'purpose',
  'projectId',
  'rubricId',
  'guidance',
  'fromNumber',
  'maxAttempts',
  'maxConcurrentCalls',
  'dailyCallLimit',
  'share',
  'ringTimeoutSeconds',
  'maxCallSeconds',
] as const;

/** Turns an operator's wishes into columns, refusing what names somebody else's things or makes no sense. */
@Injectable()
export class CampaignPolicyReader {
  constructor(
    private readonly projects: ProjectsService,
    private readonly rubrics: RubricsService,
    private readonly arms: CampaignArms,
    private readonly dialing: DialingPolicies,
  ) {}

  /** With what the company has chosen for campaigns that say nothing. @throws BadUserInput, NotFound */
  async columnsOfNew(policy: CampaignPolicy): Promise<Partial<Campaign>> {
    const { maxAttempts } = dialingPolicyOf(await this.dialing.current());
    return { maxAttempts, ...(await this.columnsOf(policy)) };
  }

  /** @throws BadUserInput, NotFound */
  async columnsOf(policy: CampaignPolicy): Promise<Partial<Campaign>> {
    if (policy.projectId) await this.projects.get(policy.projectId);
    if (policy.rubricId) await this.rubrics.get(policy.rubricId);
    const given = PLAIN.flatMap((name) =>
      policy[name] === undefined || policy[name] === null ? [] : [[name, policy[name]]],
    );
    return {
      ...(Object.fromEntries(given) as Partial<Campaign>),
      ...(policy.callingWindows ? { callingWindows: windowsOf(policy.callingWindows, 'input.callingWindows') } : {}),
      ...(policy.retryPolicy ? { retryPolicy: retryPolicyOf(policy.retryPolicy) } : {}),
      ...(typeof policy.fallbackText === 'string' ? { fallbackText: fallbackOf(policy.fallbackText) } : {}),
    };
  }

  /** @throws BadUserInput naming the field when one is not an agent of this tenant. */
  async setAgents(campaignId: string, policy: CampaignPolicy): Promise<void> {
    await this.arms.set(campaignId, policy);
  }
}

function retryPolicyOf(given: object): object {
  const parsed = retryPolicySchema.strict().safeParse(given);
  if (parsed.success) return given;
  const [issue] = parsed.error.issues;
  throw new BadUserInput(['input.retryPolicy', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'cannot be used.');
}

function fallbackOf(given: string): string | null {
  const text = given.trim();
  if (!text) return null;
  const fault = faultOfFallback(text);
  if (fault) throw new BadUserInput('input.fallbackText', fault);
  return text;
}
