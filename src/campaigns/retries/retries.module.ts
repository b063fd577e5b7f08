import { Module } from '@nestjs/common';
import { TextsModule } from '../../conversations/texts/texts.module';
import { QueuesModule } from '../../platform/queues/queues.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { CallbackBook } from './callback-book.service';
import { DialingPolicies } from './dialing-policies.service';
import { EnrolmentEndings } from './enrolment-endings.service';
import { FallbackSender } from './fallback-sender.service';
import { FallbackTexts } from './fallback-texts.service';
import { KeptPromises } from './kept-promises.service';
import { PersonCalls } from './person-calls.service';
import { PersonTries } from './person-tries.service';
import { RetriesSweep } from './retries-sweep';

/** When people are called again, what they were promised, and what they are texted when nothing else is left. */
@Module({
  imports: [QueuesModule, TextsModule, TenantsModule],
  providers: [
    DialingPolicies,
    PersonCalls,
    PersonTries,
    CallbackBook,
    KeptPromises,
    EnrolmentEndings,
    FallbackTexts,
    FallbackSender,
    RetriesSweep,
  ],
  exports: [CallbackBook, DialingPolicies, PersonCalls, PersonTries, KeptPromises, EnrolmentEndings],
})
export class RetriesModule {}
