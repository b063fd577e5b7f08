import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, isUniqueViolation, ROW_LOCK } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { checkCriteria, type CriterionDraft } from '../rules/check-criteria';
import type { ScoringRules } from '../rules/criterion';
import { STANDARD_RUBRIC } from '../rules/standard-rubric';
import { RubricNameTakenError } from './rubrics.errors';
import { Rubric } from './rubric.entity';
import { RubricVersion } from './rubric-version.entity';

export interface RubricDraft {
  /** The rubric to change; a new one when absent. */
  readonly id?: string | null;
  readonly name: string;
  readonly criteria: readonly CriterionDraft[];
  readonly minScore: number;
}

/** By what a lead is scored. */
export interface ScoringBasis {
  readonly rules: ScoringRules;
  /** Null for the standard rubric. */
  readonly rubricVersion: number | null;
}

const COLUMNS: KeysetOrder<Rubric> = [
  { expression: 'rubric.createdAt', direction: 'ASC', cast: 'timestamptz', keyOf: (rubric) => rubric.createdAt },
  { expression: 'rubric.id', direction: 'ASC', cast: 'uuid', keyOf: (rubric) => rubric.id },
];

/** What conversations are scored by. */
@Injectable()
export class RubricsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async find(id: string): Promise<Rubric | null> {
    return this.work.single((tx) => tx.findOneBy(Rubric, { tenantId: currentTenantId(), id }));
  }

  /** @throws NotFound */
  async get(id: string): Promise<Rubric> {
    const rubric = await this.find(id);
    if (!rubric) throw new NotFound('Rubric');
    return rubric;
  }

  /**
   * What a score is made by now. No next version is saved until the open unit of work ends: whoever applies that one afterwards to all
   * that was scored finds what is scored here. @param id null for the standard rubric, which has no versions. @throws NotFound
   */
  async held(id: string | null): Promise<ScoringBasis> {
    if (id === null) return this.newest(id);
    return this.work.run(async (tx) => {
      await advisoryLock(tx, lockOf(id), 'SHARED');
      return this.newest(id);
    });
  }

  /** The same, of which another version may be saved at any moment. @throws NotFound */
  async newest(id: string | null): Promise<ScoringBasis> {
    if (id === null) return { rules: STANDARD_RUBRIC, rubricVersion: null };
    const rules = await this.get(id);
    return { rules, rubricVersion: rules.version };
  }

  /** A rubric as it was when it had this version. @throws NotFound, also for a version of before versions were kept. */
  async getVersion(id: string, version: number): Promise<Rubric> {
    const tenantId = currentTenantId();
    const [rubric, kept] = await this.work.run(async (tx) => [
      await tx.findOneBy(Rubric, { tenantId, id }),
      await tx.findOneBy(RubricVersion, { tenantId, rubricId: id, version }),
    ]);
    if (!rubric || !kept) throw new NotFound('Rubric');
    const { name, criteria, minScore, savedAt: updatedAt } = kept;
    return Object.assign(new Rubric(), rubric, { version, name, criteria, minScore, updatedAt });
  }

  /** Oldest first. */
  async list(page: PageRequest): Promise<Page<Rubric>> {
    const tenantId = currentTenantId();
    return pageBy(this.work, (tx) => tx.createQueryBuilder(Rubric, 'rubric').where({ tenantId }), COLUMNS, page);
  }

  /**
   * Makes a rubric, or saves the next version of one; conversations assessed before keep their score.
   * @throws BadUserInput naming the criterion that cannot be scored; NotFound; RubricNameTakenError.
   */
  async save(draft: RubricDraft): Promise<Rubric> {
    const criteria = checkCriteria(draft.criteria);
    const content = { name: draft.name.trim(), criteria, minScore: draft.minScore };
    try {
      return await this.work.run((tx) => (draft.id ? this.change(tx, draft.id, content) : this.create(tx, content)));
    } catch (error) {
      if (isUniqueViolation(error, 'rubrics_name')) throw new RubricNameTakenError();
      throw error;
    }
  }

  private async create(tx: EntityManager, content: Pick<Rubric, 'name' | 'criteria' | 'minScore'>): Promise<Rubric> {
    const now = this.clock.now();
    const made = { tenantId: currentTenantId(), id: uuidv7(), version: 1, ...content, createdAt: now, updatedAt: now };
    const rubric = tx.create(Rubric, made);
    await tx.insert(Rubric, rubric);
    return keep(tx, rubric);
  }

  private async change(
    tx: EntityManager,
    id: string,
    content: Pick<Rubric, 'name' | 'criteria' | 'minScore'>,
  ): Promise<Rubric> {
    const key = { tenantId: currentTenantId(), id };
    await advisoryLock(tx, lockOf(id));
    const rubric = await tx.findOne(Rubric, { where: key, lock: ROW_LOCK });
    if (!rubric) throw new NotFound('Rubric');
    const next = Object.assign(rubric, content, { version: rubric.version + 1, updatedAt: this.clock.now() });
    return keep(tx, await tx.save(Rubric, next));
  }
}

function lockOf(id: string): string {
  return `rubric:${currentTenantId()}:${id}`;
}

/** Every version stays readable, for the scores that were made by it. */
async function keep(tx: EntityManager, rubric: Rubric): Promise<Rubric> {
  const { tenantId, id: rubricId, version, name, criteria, minScore, updatedAt: savedAt } = rubric;
  const kept = tx.create(RubricVersion, { tenantId, rubricId, version, name, criteria, minScore, savedAt });
  await tx.insert(RubricVersion, kept);
  return rubric;
}
