import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { AssessmentFact } from './assessment-fact.entity';
import { Assessment } from './assessment.entity';

/** Looks assessments up. */
@Injectable()
export class AssessmentsService {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws NotFound */
  async get(id: string): Promise<Assessment> {
    const found = isUuid(id)
      ? await this.work.single((tx) => tx.findOneBy(Assessment, { tenantId: currentTenantId(), id }))
      : null;
    if (!found) throw new NotFound('Assessment');
    return found;
  }

  /** By conversation; those not assessed are absent. */
  async ofConversations(conversationIds: readonly string[]): Promise<Map<string, Assessment>> {
    const found = await this.work.single((tx) =>
      tx.findBy(Assessment, { tenantId: currentTenantId(), conversationId: In([...conversationIds]) }),
    );
    return new Map(found.map((assessment) => [assessment.conversationId, assessment]));
  }

  /** The last completed one of each lead; leads without one are absent. */
  async latestOfLeads(leadIds: readonly string[]): Promise<Map<string, Assessment>> {
    return this.work.run(async (tx) => {
      const latest = await rowsOf<{ id: string }>(
        tx,
        `select distinct on (lead_id) id from assessments
         where tenant_id = $1 and lead_id = any($2::uuid[]) and status = 'COMPLETED' order by lead_id, created_at desc, id desc`,
        [currentTenantId(), leadIds],
      );
      const found = await tx.findBy(Assessment, { tenantId: currentTenantId(), id: In(latest.map(({ id }) => id)) });
      return new Map(found.map((assessment) => [assessment.leadId, assessment]));
    });
  }

  /** By assessment, in order of their fields. */
  async factsOf(assessmentIds: readonly string[]): Promise<Map<string, AssessmentFact[]>> {
    const facts = await this.work.single((tx) =>
      tx.find(AssessmentFact, {
        where: { tenantId: currentTenantId(), assessmentId: In([...assessmentIds]) },
        order: { field: 'ASC' },
      }),
    );
    const byAssessment = new Map<string, AssessmentFact[]>(assessmentIds.map((id) => [id, []]));
    for (const fact of facts) byAssessment.get(fact.assessmentId)?.push(fact);
    return byAssessment;
  }
}
