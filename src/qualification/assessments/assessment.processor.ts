import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../platform/queues/handles-job.decorator';
import { AssessConversation, type AssessmentJob } from '../qualification.jobs';
import { Assessor } from './assessor.service';

@Injectable()
export class AssessmentProcessor {
  constructor(private readonly assessor: Assessor) {}

  @HandlesJob(AssessConversation)
  async assessConversation({ assessmentId }: AssessmentJob): Promise<void> {
    await this.assessor.assess(assessmentId);
  }
}
