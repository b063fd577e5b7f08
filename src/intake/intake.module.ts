import { Module } from '@nestjs/common';
import { LeadsModule } from '../leads/leads.module';
import { ForgottenAnswers } from './forgotten-answers.service';
import { IdempotentAnswers } from './idempotent-answers.service';
import { WebFormController } from './web-form.controller';
import { WebFormIntake } from './web-form-intake.service';

/** What people send us without being asked. */
@Module({
  imports: [LeadsModule],
  controllers: [WebFormController],
  providers: [WebFormIntake, IdempotentAnswers, ForgottenAnswers],
})
export class IntakeModule {}
