import { Module } from '@nestjs/common';
import { TextsModule } from '../../conversations/texts/texts.module';
import { LeadsModule } from '../../leads/leads.module';
import { QueuesModule } from '../../platform/queues/queues.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { CallbackBook } from './callback-book.service';
import { Callbacks } from './callbacks.service';
import { CallbacksResolver } from './callbacks.resolver';
import { CampaignRetriesResolver } from './campaign-retries.resolver';
import { DialingPolicies } from './dialing-policies.service';
import { DialingPoliciesResolver } from './dialing-policies.resolver';
import { EnrolmentEndings } from './enrolment-endings.service';
import { FallbackSender } from './fallback-sender.service';
import { FallbackTexts } from './fallback-texts.service';
import { FallbackTextsResolver } from './fallback-texts.resolver';
import { KeptPromises } from './kept-promises.service';
import { PersonCalls } from './person-calls.service';
import { PersonTries } from './person-tries.service';
import { RetriesSweep } from './retries-sweep';

/** When people are called again, what they were promised, and what they are texted when nothing else is left. */
@Module({
  imports: [QueuesModule, LeadsModule, TextsModule, TenantsModule],
  providers: [
    DialingPolicies,
    DialingPoliciesResolver,
    PersonCalls,
    PersonTries,
    CallbackBook,
    Callbacks,
    CallbacksResolver,
    KeptPromises,
    EnrolmentEndings,
    FallbackTexts,
    FallbackTextsResolver,
    FallbackSender,
    CampaignRetriesResolver,
    RetriesSweep,
  ],
  exports: [CallbackBook, DialingPolicies, PersonCalls, PersonTries, KeptPromises, EnrolmentEndings],
})
export class RetriesModule {}
